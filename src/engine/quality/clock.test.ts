import { expect, test } from 'vitest';
import type { AdviceChange } from '#domain/advice.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';
import { Release } from '#domain/release.ts';
import { build } from '#engine/build.ts';
import type { Mind } from '#engine/engine.ts';
import { load } from '#engine/load.ts';

const base = { title: '规则', severity: 'general', category: 'test', description: 'the rule in words', doNow: 'say this', deduct: 1 };
const wait = [{ by: 'agent', says: ['请稍等'], lastTurns: 2 }];
const rules = [
  { ...base, key: 'answer', kind: 'metric', metric: 'answer', above: 15000 },
  { ...base, key: 'silence', kind: 'metric', metric: 'silence', above: 20000, unless: wait },
  { ...base, key: 'hold', kind: 'metric', metric: 'hold', above: 30000, always: 120000, unless: wait },
  { ...base, key: 'over', kind: 'metric', metric: 'talk-over', above: 2000, minChars: 4 },
  { ...base, key: 'fast', kind: 'metric', metric: 'speech-rate', above: 360, minChars: 10, inARow: 2 },
];
const engine = load(
  build(
    Release.parse({
      ...{ concepts: [], articles: [], processes: [], leaves: [], slots: [], handoffReasons: [], versions: {} },
      bank: { key: 'test', name: '测试银行', fictional: true },
      settings: { fillers: ['(请稍等|看一下)(啊)?'] },
      rules,
    }),
  ),
);

type Step =
  | readonly ['客户' | '坐席', string, number, number]
  | readonly ['on' | 'off', 'customer' | 'agent', number]
  | readonly ['hold' | 'back' | 'wake', number];

function replay(steps: readonly Step[], meta: Partial<ConversationMeta> = {}): { metrics: string[]; claims: string[] } {
  let mind: Mind = engine.open();
  let position = 0;
  const metrics: string[] = [];
  const claims: string[] = [];
  const attend = (what: unknown, atMs: number) => {
    position++;
    const result = engine.attend(mind, { position, atMs, source: 'test', what } as unknown as LogEvent);
    mind = result.mind;
    for (const change of result.advice) note(change, metrics, claims);
  };
  const opened = {
    channel: 'voice',
    direction: 'inbound',
    layout: 'dual',
    lang: 'zh',
    timeZone: 'Asia/Shanghai',
    openedAt: '2026-11-22T10:00:00+08:00',
    arm: 'assisted',
  };
  attend({ kind: 'opened', meta: { ...opened, ...meta } }, 0);
  for (const step of steps) {
    if (step.length === 4) {
      const speaker = step[0] === '客户' ? 'customer' : 'agent';
      attend(
        { kind: 'heard', utterance: { position: position + 1, revision: 0, speaker, text: step[1], startMs: step[2], endMs: step[3] } },
        step[3],
      );
    } else if (step.length === 3) attend({ kind: 'speaking', speaker: step[1], on: step[0] === 'on' }, step[2]);
    else if (step[0] === 'wake') attend({ kind: 'passed' }, step[1]);
    else attend({ kind: 'held', on: step[0] === 'hold' }, step[1]);
  }
  return { metrics, claims };
}

function note(change: AdviceChange, metrics: string[], claims: string[]): void {
  if (change.op === 'withdrawn') return;
  const { advice } = change;
  if (advice.kind === 'metric') {
    const { name, value, level, endMs, fillerMs } = advice;
    metrics.push(`${name} ${value} ${level}${endMs === undefined ? ' …' : ''}${fillerMs === undefined ? '' : ` filler ${fillerMs}`}`);
  }
  if (advice.kind === 'violation') claims.push(advice.from?.key ?? '');
}

const cases: readonly {
  when: string;
  steps: readonly Step[];
  meta?: Partial<ConversationMeta>;
  metrics: readonly string[];
  claims: readonly string[];
}[] = [
  {
    when: 'an answer in time',
    steps: [
      ['客户', '多少钱', 1000, 2000],
      ['坐席', '一共六十五元', 4000, 6000],
    ],
    metrics: ['answer 0 calm …', 'answer 2000 calm'],
    claims: [],
  },
  {
    when: 'a filler stops the silence, not the clock',
    steps: [
      ['客户', '多少钱', 1000, 2000],
      ['坐席', '请稍等', 4000, 5000],
      ['坐席', '一共六十五元', 19_000, 21_000],
    ],
    metrics: ['answer 0 calm …', 'answer 3000 calm … filler 2000', 'answer 17000 red filler 2000', 'silence 14000 amber'],
    claims: [],
  },
  {
    when: 'an answer too late, after an unannounced silence',
    steps: [
      ['客户', '多少钱', 1000, 2000],
      ['坐席', '一共六十五元', 25_000, 27_000],
    ],
    metrics: ['answer 0 calm …', 'answer 23000 red', 'silence 23000 red'],
    claims: ['answer', 'silence'],
  },
  {
    when: 'an announced silence is excused, two minutes are not',
    steps: [
      ['坐席', '请稍等', 1000, 2000],
      ['坐席', '好了', 40_000, 42_000],
      ['坐席', '请稍等', 43_000, 44_000],
      ['坐席', '好了', 170_000, 172_000],
    ],
    metrics: ['silence 38000 red', 'silence 126000 red'],
    claims: ['hold'],
  },
  {
    when: 'with speaking events the clock turns amber and red by itself',
    steps: [
      ['on', 'customer', 1000],
      ['客户', '多少钱', 1000, 2000],
      ['off', 'customer', 2000],
      ['wake', 12_000],
      ['wake', 17_000],
      ['wake', 17_001],
      ['on', 'agent', 19_000],
    ],
    metrics: [
      'answer 0 calm …',
      'answer 10000 amber …',
      'silence 10000 amber …',
      'answer 15000 red …',
      'silence 15000 red …',
      'answer 15001 red …',
      'silence 15001 red …',
      'answer 17000 red',
      'silence 17000 red',
    ],
    claims: ['answer'],
  },
  {
    when: 'talking over, two seconds',
    steps: [
      ['客户', '你先听我说完这件事', 1000, 9000],
      ['坐席', '先生您这个情况是这样', 6000, 10_000],
    ],
    metrics: ['answer 0 calm …', 'answer 0 calm', 'talk-over 3000 amber'],
    claims: ['over'],
  },
  {
    when: 'on a mixed recording nobody can tell',
    steps: [
      ['客户', '你先听我说完这件事', 1000, 9000],
      ['坐席', '先生您这个情况是这样', 6000, 10_000],
    ],
    meta: { layout: 'mono' },
    metrics: ['answer 0 calm …', 'answer 0 calm'],
    claims: [],
  },
  {
    when: 'too fast twice in a row',
    steps: [
      ['坐席', '这个业务您需要带上身份证到网点', 0, 1500],
      ['坐席', '工作时间是周一到周五的九点到五点', 2000, 3500],
    ],
    metrics: ['speech-rate 640 amber'],
    claims: ['fast'],
  },
  {
    when: 'a hold without a word before it',
    steps: [
      ['坐席', '一共六十五元', 1000, 2000],
      ['hold', 3000],
      ['back', 40_000],
    ],
    metrics: ['hold 0 calm …', 'hold 37000 calm'],
    claims: ['hold'],
  },
  {
    when: 'a chat has no clock',
    steps: [
      ['客户', '多少钱', 1000, 2000],
      ['坐席', '一共六十五元', 60_000, 60_000],
    ],
    meta: { channel: 'chat', layout: 'text' },
    metrics: [],
    claims: [],
  },
];

test.each(cases)('$when', ({ steps, meta, metrics, claims }) => expect(replay(steps, meta)).toEqual({ metrics, claims }));
