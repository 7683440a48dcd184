import { expect, test } from 'vitest';
import type { Layout } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';
import { boardOf } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

const engine = await demoEngine();

interface Said {
  readonly by: 'agent' | 'customer';
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}
const agent = (startMs: number, text: string, lastsMs = 2000): Said => ({ by: 'agent', text, startMs, endMs: startMs + lastsMs });
const customer = (startMs: number, text: string, lastsMs = 2000): Said => ({ by: 'customer', text, startMs, endMs: startMs + lastsMs });

const leak = [
  agent(1000, '您好,江海银行,工号1027为您服务。'),
  customer(4000, '我卡里还有多少钱?'),
  agent(7000, '您卡里现在还有三万二千六百块。'),
];
const verified = [
  agent(1000, '您好,江海银行,工号1027为您服务,请问身份证后四位和预留手机号?'),
  customer(4000, '零零幺六,手机幺九九零零零零零零幺六。'),
  agent(7000, '好的核实无误。'),
  customer(10_000, '我卡里还有多少钱?'),
  agent(13_000, '您的余额是三万二千六百块。'),
];
const over = [
  agent(1000, '您好,江海银行,工号1027为您服务。'),
  customer(4000, '我想问一下我这张卡的年费是怎么收的', 9000),
  agent(6000, '年费的话我跟您说一下您听我说', 6000),
];
const untimed = (talk: readonly Said[]) => talk.map(said => ({ ...said, startMs: 0, endMs: 0 }));
const silent = [agent(1000, '您好,江海银行,工号1027为您服务。'), customer(4000, '这张卡的年费是多少'), agent(60_000, '每年三百元。')];
const angry = [
  customer(1000, '你们这什么银行,我要投诉!'),
  agent(4000, '那您提供一下卡号。'),
  customer(7000, '六六零二。'),
  agent(10_000, '这张卡是正常的。'),
];

/** What is judged and what is not, where part of a call could not be heard. `rules`: the rules that claim something at the end. */
const cases: readonly {
  readonly when: string;
  readonly talk: readonly Said[];
  readonly layout?: Layout;
  readonly openedMs?: number;
  readonly deaf?: { readonly leg: 'agent' | 'customer'; readonly fromMs: number; readonly toMs?: number };
  readonly order?: readonly number[]; // in which the utterances arrive
  readonly rules: readonly string[];
}[] = [
  { when: 'all is heard: the balance before verification', talk: leak, rules: ['Q01'] },
  { when: 'the same with the answer arriving before the question', talk: leak, order: [0, 2, 1], rules: ['Q01'] },
  { when: 'verified first', talk: verified, rules: [] },
  { when: 'verified first, and the words of both legs arrive crossed', talk: verified, order: [1, 0, 3, 2, 4], rules: [] },
  { when: 'joined in the middle: verified or not, who knows', talk: leak, openedMs: 90_000, rules: [] },
  {
    when: 'the customer’s leg was deaf when the identity may have been given',
    talk: leak,
    deaf: { leg: 'customer', fromMs: 0, toMs: 900 },
    rules: [],
  },
  { when: 'the agent’s leg was deaf before', talk: leak, deaf: { leg: 'agent', fromMs: 0, toMs: 900 }, rules: [] },
  { when: 'no times at all: words are judged, in the order they came', talk: untimed(leak), rules: ['Q01'] },
  { when: 'no times at all: nobody was silent or slow', talk: untimed(silent), rules: [] },
  { when: 'an answer after a minute', talk: silent, rules: ['Q33', 'Q34', 'Q37'] },
  { when: 'an answer after a minute with a deaf leg in between', talk: silent, deaf: { leg: 'agent', fromMs: 7000 }, rules: [] },
  { when: 'the agent speaks over the customer, each on a channel', talk: over, rules: ['Q32'] },
  { when: 'the same on one channel: it cannot be told', talk: over, layout: 'mono', rules: [] },
  { when: 'the same, and nobody knows how it was recorded', talk: over, layout: 'unknown', rules: [] },
  { when: 'no apology within two turns, and no greeting', talk: angry, rules: ['Q31', 'Q40'] },
  { when: 'nothing heard of it: the agent’s leg was deaf', talk: angry, deaf: { leg: 'agent', fromMs: 3500 }, rules: [] },
  {
    when: 'joined in the middle, but the complaint and the two turns were heard; the greeting may have been said',
    talk: angry,
    openedMs: 90_000,
    rules: ['Q31'],
  },
];

test.each(cases)('$when → $rules', ({ talk, layout = 'dual', openedMs = 0, deaf, order, rules }) => {
  let mind = engine.open();
  let position = 0;
  let nowMs = openedMs;
  const attend = (atMs: number, what: (position: number) => object) => {
    position++;
    nowMs = Math.max(nowMs, atMs);
    mind = engine.attend(mind, { position, atMs: nowMs, source: 'test', what: what(position) } as unknown as LogEvent).mind;
  };
  const meta = { channel: 'voice', direction: 'inbound', layout, lang: 'zh', timeZone: 'Asia/Shanghai', arm: 'assisted' };
  attend(openedMs, () => ({ kind: 'opened', meta: { ...meta, openedAt: '2026-11-22T10:00:00+08:00' } }));
  if (deaf) attend(openedMs, () => ({ kind: 'deaf', ...deaf }));
  for (const at of order ?? talk.keys()) {
    const { by: speaker, text, startMs, endMs } = talk[at] as Said;
    const said = { revision: 0, speaker, text, startMs: openedMs + startMs, endMs: openedMs + endMs };
    attend(said.endMs, place => ({ kind: 'heard', utterance: { position: place, ...said } }));
  }
  const claims = Object.values(boardOf(mind)).flatMap(advice => (advice.kind === 'violation' ? [advice.from?.key] : []));
  expect(claims.sort()).toEqual(rules);
});
