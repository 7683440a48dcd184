import { beforeAll, expect, test } from 'vitest';
import type { Act } from '#domain/act.ts';
import type { Advice } from '#domain/advice.ts';
import type { Engine } from '#engine/engine.ts';
import { alsoFiled } from '#engine/wrapup/category/further.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await demoEngine();
});

const several = '综合服务'; // the demo bank's queue of three categories
const acted = (act: Act): Line => ({ kind: 'acted', act });

function filed(lines: readonly Line[], queue = several): Extract<Advice, { kind: 'category' }> {
  const advice = playLines(engine, [...lines, { kind: 'closed', by: 'customer' }], 'zh', queue).board.category;
  if (advice?.kind !== 'category') throw new Error('no category');
  return advice;
}

const bill: readonly Line[] = [
  ['c', '我想问一下信用卡这个月账单要还多少,几号到期'],
  ['a', '您本期账单一共是一千二百八十六块四,还款日是下个月五号'],
  ['c', '好,五号之前还'],
];
const texts: readonly Line[] = [
  ['c', '还有个事,我刷卡怎么没有短信提醒呢,帮我把短信通知开一下'],
  ['a', '您是想开通短信通知是吧'],
  ['c', '对,动账短信,每一笔都发给我'],
  ['a', '短信通知免费,给您开通到这个手机号,您同意吗'],
  ['c', '同意,你给我开吧'],
  ['a', '已经为您开通短信通知了'],
];

test('a second business is offered a category of its own, with the words said about it alone', () => {
  const { chosen, most, further, offered } = filed([...bill, ...texts]);
  expect({ chosen, most, further }).toEqual({ chosen: '03040101', most: 3, further: [] });
  expect(offered).toEqual([expect.objectContaining({ code: '050601', process: 'P20', because: expect.stringContaining('短信') })]);
  expect(offered?.[0]?.evidence.length).toBeGreaterThan(0);
  expect(offered?.[0]?.evidence.every(({ position }) => position > bill.length + 1)).toBe(true); // 1: the opening
});

test('a queue of one category hears nothing of it', () => {
  const { most, further, offered } = filed([...bill, ...texts], '借记卡服务');
  expect({ most, further, offered }).toEqual({ most: undefined, further: undefined, offered: undefined });
});

test('what the customer only touches is no second business', () =>
  expect(filed([...bill, ['c', '对了短信提醒那个是免费的吧'], ['a', '免费的'], ['c', '行,没别的了']]).offered).toEqual([]));

const acts: readonly { when: string; acts: readonly Act[]; chosen: string; further: readonly string[] }[] = [
  { when: 'takes what is offered', acts: [{ kind: 'also', category: '050601', on: true }], chosen: '03040101', further: ['050601'] },
  { when: 'adds the main one', acts: [{ kind: 'also', category: '03040101', on: true }], chosen: '03040101', further: [] },
  {
    when: 'adds a fourth',
    acts: ['050601', '010103', '020204'].map(category => ({ kind: 'also', category, on: true })),
    chosen: '03040101',
    further: ['050601', '010103'],
  },
  {
    when: 'takes one out again',
    acts: [
      { kind: 'also', category: '050601', on: true },
      { kind: 'also', category: '050601', on: false },
    ],
    chosen: '03040101',
    further: [],
  },
  {
    when: 'makes a further one the main one: they change places',
    acts: [
      { kind: 'also', category: '050601', on: true },
      { kind: 'chose', category: '050601' },
    ],
    chosen: '050601',
    further: ['03040101'],
  },
  { when: 'adds what is no category', acts: [{ kind: 'also', category: 'nowhere', on: true }], chosen: '03040101', further: [] },
];
test.each(acts)('the agent $when', ({ acts, chosen, further }) => {
  const category = filed([...bill, ...texts, ...acts.map(acted)]);
  expect({ chosen: category.chosen, further: category.further?.map(({ code }) => code) }).toEqual({ chosen, further });
  const isTaken = [chosen, ...further].includes('050601');
  expect(category.offered?.map(({ code }) => code)).toEqual(isTaken ? [] : ['050601']);
});

test('room is kept: no more than the bank allows, none twice', () => {
  expect(alsoFiled(['a'], { category: 'b', on: true }, 'm', 2)).toEqual(['a']);
  expect(alsoFiled(['a'], { category: 'a', on: true }, 'm', 3)).toEqual(['a']);
  expect(alsoFiled(['a', 'b'], { category: 'a', on: false }, 'm', 3)).toEqual(['b']);
});
