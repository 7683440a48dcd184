import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import type { Happening } from '#domain/event.ts';
import { Release } from '#domain/release.ts';
import { build } from '#engine/build.ts';
import type { Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type RuleTalk, ruleTalk } from '#test/kit/rule-talk.ts';

const base = { key: 'R1', title: '未安抚', category: 'test', description: '规则', doNow: '这样说', deduct: 1, owed: '安抚客户' } as const;
const need = [{ by: 'agent', says: ['抱歉'] }];
const trigger = { by: 'customer', says: ['投诉'] };
const node = (key: string, says: string, more: object = {}) => ({
  key,
  title: `步骤${key}`,
  required: true,
  script: key,
  done: { by: 'agent', says: [says] },
  ...more,
});
const P1 = {
  key: 'P1',
  title: '投诉',
  short: '投诉',
  identity: 'none',
  triggers: ['投诉'],
  nodes: [node('ask', '请问.{0,6}卡号'), node('do', '现在登记'), node('bye', '再见')],
};

function engineOf(rule: object, ...processes: readonly object[]): Engine {
  const parts = { concepts: [], articles: [], leaves: [], slots: [], handoffReasons: [], versions: {} };
  const bank = { key: 'test', name: '测试银行', fictional: true };
  const settings = { anythingElse: ['还有其他'], closing: ['再见'] };
  return load(build(Release.parse({ ...parts, processes, bank, settings, rules: [{ ...base, ...rule }] })));
}

/** What warns of R1, and what it says is left; the claim that came of it. */
function standing(talk: RuleTalk): string[] {
  return talk.board().flatMap((advice: Advice) => {
    if (advice.kind === 'violation') return ['claimed'];
    if (advice.kind !== 'warning') return [];
    if (advice.said) return [`${advice.title} (${advice.loudness})`];
    const { left } = advice;
    const unit = left?.unit === 'turns' ? `${left.n} ${left.of}` : left?.unit === 'step' ? `before ${left.title}` : left?.unit;
    return [`${advice.title}, ${unit} (${advice.loudness})`];
  });
}

interface Case {
  readonly when: string;
  readonly rule: object;
  readonly process?: object;
  /** Each line, and what stands after it. */
  readonly talk: readonly (readonly [string | Happening, readonly string[]])[];
}

const window = { kind: 'agent-turns', n: 3 };
const requires = (severity: string, more: object = {}) => ({ kind: 'require', severity, trigger, need, window, ...more });

const aMinute = 60_000;

const cases: readonly Case[] = [
  {
    when: 'a serious one counts its last two turns, interrupts on the last, and becomes the claim',
    rule: requires('serious'),
    talk: [
      ['客户:我要投诉', []],
      ['坐席:请您说一下', ['还来得及:安抚客户, 2 agent (line)']],
      ['客户:真差劲', ['还来得及:安抚客户, 2 agent (line)']],
      ['坐席:什么时候的事', ['还来得及:安抚客户, 1 agent (interrupt)']],
      ['客户:昨天', ['还来得及:安抚客户, 1 agent (interrupt)']],
      ['坐席:卡号是多少', ['claimed']],
    ],
  },
  {
    when: 'a general one waits for its last turn, and never interrupts',
    rule: requires('general'),
    talk: [
      ['客户:我要投诉', []],
      ['坐席:请您说一下', []],
      ['客户:真差劲', []],
      ['坐席:什么时候的事', ['还来得及:安抚客户, 1 agent (line)']],
    ],
  },
  {
    when: 'said in time it turns green, and goes five seconds later',
    rule: requires('serious'),
    talk: [
      ['客户:我要投诉', []],
      ['坐席:请您说一下', ['还来得及:安抚客户, 2 agent (line)']],
      ['客户:真差劲', ['还来得及:安抚客户, 2 agent (line)']],
      ['坐席:真的非常抱歉', ['已说到:安抚客户 (line)']],
      [{ kind: 'passed' }, []],
    ],
  },
  {
    when: 'a window of turns of either side counts both',
    rule: requires('serious', { window: { kind: 'turns', n: 2 } }),
    talk: [
      ['客户:我要投诉', ['还来得及:安抚客户, 2 both (line)']],
      ['客户:听见没有', ['还来得及:安抚客户, 1 both (interrupt)']],
      ['坐席:请您说一下', ['claimed']],
    ],
  },
  {
    when: 'a window of one turn does not interrupt as it opens',
    rule: requires('serious', { window: { kind: 'agent-turns', n: 1 } }),
    talk: [
      ['客户:我要投诉', ['还来得及:安抚客户, 1 agent (line)']],
      ['坐席:请您说一下', ['claimed']],
    ],
  },
  {
    when: 'a window in seconds',
    rule: requires('serious', { window: { kind: 'seconds', n: 20 } }),
    talk: [['客户:我要投诉', ['还来得及:安抚客户, seconds (interrupt)']]],
  },
  {
    when: 'before the end: from the question for anything else on',
    rule: requires('general', { window: { kind: 'before-close' } }),
    talk: [
      ['坐席:您好这里是银行', []],
      ['客户:我要投诉', []],
      ['坐席:还有其他问题吗', ['还来得及:安抚客户, goodbye (line)']],
      ['客户:没有', ['还来得及:安抚客户, goodbye (line)']],
      ['坐席:好的再见', ['claimed']],
    ],
  },
  {
    when: 'before a step: while that step is the next, never interrupting, and claimed once it is done',
    rule: requires('serious', { window: { kind: 'before-node', nodes: ['P1/do'] } }),
    process: P1,
    talk: [
      ['客户:我要投诉', []],
      ['坐席:请问您的卡号', ['还来得及:安抚客户, before 步骤do (line)']],
      ['客户:六六零二', ['还来得及:安抚客户, before 步骤do (line)']],
      ['坐席:好的现在登记', ['claimed']],
      ['客户:嗯', ['claimed']],
    ],
  },
  {
    when: 'before a step, said in time',
    rule: requires('serious', { window: { kind: 'before-node', nodes: ['P1/do'] } }),
    process: P1,
    talk: [
      ['客户:我要投诉', []],
      ['坐席:请问您的卡号', ['还来得及:安抚客户, before 步骤do (line)']],
      ['坐席:真的非常抱歉', ['已说到:安抚客户 (line)']],
      ['坐席:好的现在登记', ['已说到:安抚客户 (line)']],
    ],
  },
  {
    when: 'before a step, with the agent’s leg deaf: it may have been said',
    rule: requires('serious', { window: { kind: 'before-node', nodes: ['P1/do'] } }),
    process: P1,
    talk: [
      ['客户:我要投诉', []],
      [{ kind: 'deaf', leg: 'agent', fromMs: 0, toMs: 900 }, []],
      ['坐席:请问您的卡号', []],
    ],
  },
];

test.each(cases)('$when', ({ rule, process, talk }) => {
  const open = ruleTalk(engineOf(rule, ...(process ? [process] : [])));
  const seen = talk.map(([line]) => {
    if (typeof line === 'string') open.say(line);
    else open.happen(line, line.kind === 'passed' ? aMinute : undefined);
    return [line, standing(open)];
  });
  expect(seen).toEqual(talk);
});

test('a claim of a step done too early names the steps, first and then', async () => {
  const open = ruleTalk(await demoEngine());
  for (const line of [
    '坐席:您好,江海银行,工号一零二七。',
    '客户:我的储蓄卡丢了,要挂失。',
    '坐席:好的,现在给您办理挂失,您确认挂失吗?',
    '客户:确认。',
    '坐席:已经为您挂失成功了。',
  ])
    open.say(line);
  const claims = open.board().flatMap(each => (each.kind === 'violation' && each.from?.key === 'Q44' ? [each.skipped] : []));
  expect(claims).toEqual([{ steps: ['身份核实'], done: '客户确认并执行挂失' }]);
});
