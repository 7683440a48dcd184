import { beforeAll, expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import type { Artefact } from '#engine/artefact.ts';
import { load } from '#engine/load.ts';
import { builtDemo } from '#test/kit/built-demo.ts';
import { ruleTalk } from '#test/kit/rule-talk.ts';

const lostCard = [
  '坐席:您好,江海银行,工号幺零二七为您服务,请问有什么可以帮您?',
  '客户:喂你好,那个,我银行卡丢了,你帮我挂失一下。',
  '坐席:我的天,你怎么搞的,自己的卡都看不住。',
];

let artefact: Artefact;
beforeAll(async () => {
  artefact = await builtDemo();
});

function afterwards(shadow: readonly string[]): readonly Advice[] {
  const talk = ruleTalk(load({ ...artefact, release: { ...artefact.release, shadow: [...shadow] } }));
  for (const line of lostCard) talk.say(line);
  return talk.board();
}

const cases = [
  { shadow: 'process/P01', hides: (advice: Advice) => advice.from?.key === 'P01' || advice.key.startsWith('line:P01/'), without: 'slot' },
  { shadow: 'rule/Q67', hides: ({ from }: Advice) => from?.key === 'Q67', without: 'nothing else' },
] as const;

test.each(cases)('what $shadow says is kept and shown to nobody, the rest stays', ({ shadow, hides, without }) => {
  const open = afterwards([]);
  const silent = afterwards([shadow]);
  const keys = (board: readonly Advice[]) => board.map(({ key }) => key).sort();
  expect(open.filter(hides)).not.toEqual([]);
  expect(keys(silent.filter(advice => advice.shadow))).toEqual(keys(open.filter(hides)));
  expect(keys(silent.filter(advice => !advice.shadow))).toEqual(keys(open.filter(advice => !hides(advice) && advice.kind !== without)));
  expect(silent.filter(advice => advice.shadow && (advice.into || advice.loudness !== 'quiet'))).toEqual([]);
});

test('the wrap-up does not name a process that runs in shadow', () => {
  const wanted = '要求挂失'; // from the process's note
  const written = (board: readonly Advice[]) => JSON.stringify(board.filter(({ kind }) => kind === 'summary' || kind === 'category'));
  expect(written(afterwards([]))).toContain(wanted);
  expect(written(afterwards(['process/P01']))).not.toContain(wanted);
});
