import { beforeAll, expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import type { LogEvent } from '#domain/event.ts';
import { boardOf, type Engine } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await demoEngine();
});

const greeting: Line = ['a', '您好,江海银行,请问有什么可以帮您?'];
const hangsUp: Line = { kind: 'closed', by: 'customer' };
const [silent, wrong, brokenOff, cardLost] = ['170101', '170102', '170104', '02020101'];
const hello: Line = ['a', '喂,您好,请讲']; // three seconds each

function categoryAfter(lines: readonly Line[]): Extract<Advice, { kind: 'category' }> {
  const advice = playLines(engine, lines).board.category;
  if (advice?.kind !== 'category') throw new Error('no category');
  return advice;
}

const short: readonly { when: string; lines: readonly Line[]; first: string | undefined }[] = [
  { when: 'nobody said a word', lines: [greeting, hello, hangsUp], first: silent },
  { when: 'nobody said a word for long', lines: [greeting, hello, hello, hello, hello, hello, hello, hangsUp], first: silent },
  { when: 'a business was named and the customer hung up', lines: [greeting, ['c', '我银行卡丢了,帮我挂失'], hangsUp], first: brokenOff },
  {
    when: 'the agent only asked back',
    lines: [greeting, ['c', '我银行卡丢了,帮我挂失'], ['a', '请问您的姓名和身份证后四位?'], hangsUp],
    first: brokenOff,
  },
  {
    when: 'the agent only asked to wait, and the customer thanked',
    lines: [greeting, ['c', '我银行卡丢了,帮我挂失'], ['a', '请您稍等一下'], ['c', '好的谢谢'], hangsUp],
    first: brokenOff,
  },
  {
    when: 'it was done within 20 s',
    lines: [greeting, ['c', '我银行卡丢了,帮我口头挂失'], ['a', '已经为您挂失成功,请留意短信'], hangsUp],
    first: cardLost,
  },
  {
    when: 'the question was answered and the customer understood',
    lines: [greeting, ['c', '我银行卡丢了,口头挂失管几天'], ['a', '口头挂失有效期是五天,到期自动失效'], ['c', '知道了,谢谢'], hangsUp],
    first: cardLost,
  },
  {
    when: 'the call lasted longer',
    lines: [greeting, ['c', '我银行卡丢了,帮我挂失'], hello, hello, hello, hello, hello, hangsUp],
    first: cardLost,
  },
  {
    when: 'it was passed on outside',
    lines: [greeting, ['c', '我银行卡丢了,帮我挂失'], { kind: 'transferred', to: '挂失专线', outside: true }, hangsUp],
    first: cardLost,
  },
];
test.each(short)('$when → $first', ({ lines, first }) => expect(categoryAfter(lines).ranking[0]?.code).toBe(first));

test('the business that was named stands behind, nothing is chosen by itself, and the reason is told', () => {
  const { by, ranking, evidence } = categoryAfter([greeting, ['c', '我银行卡丢了,帮我口头挂失'], hangsUp]);
  expect({ by, first: ranking[0]?.because, second: ranking[1]?.code, evidence }).toEqual({
    by: 'nobody',
    first: '通话不到 20 秒,没有办成业务',
    second: cardLost,
    evidence: [],
  });
});

test('a call that is closed without a time was as long as there was talk', () => {
  const engineAt = (untilMs: number) => {
    let mind = engine.open();
    let position = 0;
    const happen = (atMs: number, what: object) => {
      position++;
      mind = engine.attend(mind, { position, atMs, source: 'test', what } as unknown as LogEvent).mind;
    };
    const meta = { channel: 'voice', direction: 'inbound', layout: 'dual', lang: 'zh', timeZone: 'Asia/Shanghai', arm: 'assisted' };
    happen(0, { kind: 'opened', meta: { ...meta, openedAt: '2026-11-22T10:00:00+08:00' } });
    const utterance = {
      position: 2,
      revision: 0,
      speaker: 'customer',
      text: '我银行卡丢了,帮我口头挂失',
      startMs: untilMs - 3000,
      endMs: untilMs,
    };
    happen(untilMs, { kind: 'heard', utterance });
    happen(0, { kind: 'closed', by: 'system' });
    const { category } = boardOf(mind);
    return category?.kind === 'category' ? category.ranking[0]?.code : undefined;
  };
  expect([engineAt(9000), engineAt(31_000)]).toEqual([brokenOff, cardLost]);
});

const numbers: readonly { when: string; lines: readonly Line[]; isWrong: boolean }[] = [
  { when: 'the customer says so', lines: [['c', '不好意思打错了']], isWrong: true },
  { when: 'the customer says it otherwise', lines: [['c', '哎呀拨错号码了']], isWrong: true },
  {
    when: 'after a business was named',
    lines: [
      ['c', '我卡丢了帮我挂失'],
      ['a', '您好这里是江海银行'],
      ['c', '哦那我打错电话了'],
    ],
    isWrong: true,
  },
  {
    when: 'the agent says so',
    lines: [
      ['c', '你们把我那份外卖送到三号楼'],
      ['a', '您打错了,这里是江海银行'],
    ],
    isWrong: true,
  },
  {
    when: 'the agent asks and the customer agrees',
    lines: [
      ['c', '快递怎么还没到'],
      ['a', '您是不是打错电话了'],
      ['c', '对对'],
    ],
    isWrong: true,
  },
  {
    when: 'the one who was called says so',
    lines: [
      ['a', '请问是周先生吗'],
      ['c', '你打错了'],
    ],
    isWrong: true,
  },
  {
    when: 'the agent asks and the customer denies',
    lines: [
      ['c', '我银行卡丢了'],
      ['a', '您是不是打错电话了'],
      ['c', '没有,我卡丢了要挂失'],
    ],
    isWrong: false,
  },
  { when: 'it is denied', lines: [['c', '我没打错吧,我银行卡丢了要挂失']], isWrong: false },
  {
    when: 'the customer wonders and the agent denies',
    lines: [
      ['c', '我是不是打错了'],
      ['a', '没打错,这里是江海银行,您请说'],
      ['c', '我银行卡丢了'],
    ],
    isWrong: false,
  },
  { when: 'money went wrong', lines: [['c', '急死了,三万块打错人了']], isWrong: false },
  { when: 'an account was mistyped', lines: [['c', '转账的时候账号打错了']], isWrong: false },
  {
    when: 'a business came after it',
    lines: [
      ['c', '打错了'],
      ['a', '这里是江海银行'],
      ['c', '哦银行啊,正好,我银行卡丢了帮我挂失'],
    ],
    isWrong: false,
  },
  {
    when: 'it was long ago',
    lines: [
      ['c', '打错了'],
      ['c', '等等'],
      ['c', '你们是银行吧'],
      ['c', '存款证明怎么开'],
      ['c', '我要开存款证明'],
      ['c', '办签证用的存款证明'],
    ],
    isWrong: false,
  },
];
test.each(numbers)('a wrong number, $when: $isWrong', ({ lines, isWrong }) =>
  expect(categoryAfter([greeting, ...lines]).ranking[0]?.code === wrong).toBe(isWrong),
);

test('a wrong number is told with the words and where they stand', () => {
  const { ranking, evidence } = categoryAfter([greeting, ['c', '快递怎么还没到'], ['a', '这里是银行,您打错电话了']]);
  expect({ because: ranking[0]?.because, evidence }).toEqual({
    because: '通话中说「打错电话」',
    evidence: [{ position: 4, revision: 0, span: [7, 11], concept: '@call-wrong-number' }],
  });
});
