import { expect, test } from 'vitest';
import type { AdviceChange } from '#domain/advice.ts';
import type { Happening } from '#domain/event.ts';
import { Release } from '#domain/release.ts';
import { build } from '#engine/build.ts';
import type { Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';
import { ruleTalk } from '#test/kit/rule-talk.ts';

const base = { severity: 'general', category: 'test', description: 'the rule in words', doNow: 'say this', deduct: 1 } as const;
const settings = { fillers: ['请稍等', '看一下'], announced: [], anythingElse: ['还有其他'], closing: ['再见'] };

function engineOf(...rules: readonly object[]): Engine {
  const parts = { concepts: [], articles: [], processes: [], leaves: [], slots: [], handoffReasons: [], versions: {} };
  const bank = { key: 'test', name: '测试银行', fictional: true };
  return load(
    build(
      Release.parse({
        ...parts,
        bank,
        settings,
        rules: rules.map((rule, index) => ({ key: `R${index + 1}`, title: '规则', ...base, ...rule })),
      }),
    ),
  );
}

/** What the aide said, in short: the op, the key, and what matters of it. */
function short(changes: readonly AdviceChange[]): string[] {
  return changes.flatMap(change => {
    if (change.op === 'withdrawn') return /^(violation|warning|prompt)/.test(change.key) ? [`- ${change.key}`] : [];
    const { advice } = change;
    if (advice.kind === 'violation') {
      const marks = [
        advice.times > 1 ? `x${advice.times}` : '',
        advice.recovered ? 'recovered' : '',
        advice.settled === 'fired' ? '' : advice.settled,
      ];
      return [[change.op === 'raised' ? '+' : '~', advice.key, ...marks.filter(Boolean)].join(' ')];
    }
    if (advice.kind === 'warning' || advice.kind === 'prompt') return [`${change.op === 'raised' ? '+' : '~'} ${advice.key}`];
    return [];
  });
}

const forbid = { kind: 'forbid', said: { by: 'agent', says: ['保本'], unless: ['(不|非)保本', '不能.{0,4}说'] } } as const;
const soothe = {
  kind: 'require',
  trigger: { by: 'customer', says: ['投诉'] },
  need: [{ by: 'agent', says: ['抱歉'] }],
  window: { kind: 'agent-turns', n: 2 },
} as const;
const stop = {
  kind: 'require',
  trigger: { by: 'customer', says: ['安全账户'] },
  need: [{ by: 'agent', says: ['不要转'] }],
  window: { kind: 'seconds', n: 20 },
} as const;
const verify = { kind: 'order', said: { by: 'agent', says: ['余额是'] }, orSaid: [{ by: 'agent', says: ['核实无误'] }] } as const;
const consent = {
  kind: 'order',
  said: { by: 'agent', says: ['已经办好'] },
  orSaid: [{ by: 'customer', says: ['^可以'], replyTo: ['同意.{0,4}吗'] }],
} as const;
const survey = { kind: 'require', need: [{ by: 'agent', says: ['评价'] }], window: { kind: 'last-agent-turns', n: 2 } } as const;
const greet = { kind: 'require', need: [{ by: 'agent', says: ['工号'] }], window: { kind: 'first-agent-turn' } } as const;

interface Case {
  readonly when: string;
  readonly rules: readonly object[];
  readonly talk: readonly (string | Happening)[];
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  { when: 'forbidden words are claimed', rules: [forbid], talk: ['坐席:这个产品保本的'], says: ['+ violation:R1#2'] },
  { when: 'an exemption overlaps them', rules: [forbid], talk: ['坐席:这个产品不保本'], says: [] },
  {
    when: 'an exemption in another clause excuses nothing',
    rules: [forbid],
    talk: ['坐席:我不能这么说,不过它是保本的'],
    says: ['+ violation:R1#2'],
  },
  { when: 'the customer may say them', rules: [forbid], talk: ['客户:这个产品保本吗'], says: [] },
  {
    when: 'a repeat inside the cooldown counts one more',
    rules: [forbid],
    talk: ['坐席:这个产品保本的', '客户:真的?', '坐席:真的保本'],
    says: ['+ violation:R1#2', '~ violation:R1#2 x2'],
  },
  {
    when: 'the recovery sentence puts it right',
    rules: [{ ...forbid, recoveredBy: ['更正'] }],
    talk: ['坐席:这个产品保本的', '客户:真的?', '坐席:我更正一下刚才的说法'],
    says: ['+ violation:R1#2', '~ violation:R1#2 recovered'],
  },
  {
    when: 'after three agent turns it no longer does',
    rules: [{ ...forbid, recoveredBy: ['更正'] }],
    talk: [
      '坐席:这个产品保本的',
      '客户:嗯',
      '坐席:您想买多少呢',
      '客户:嗯',
      '坐席:手机上就能买',
      '客户:嗯',
      '坐席:点开理财',
      '客户:嗯',
      '坐席:我更正一下',
    ],
    says: ['+ violation:R1#2'],
  },
  {
    when: 'what the agent answered to the claim is kept',
    rules: [forbid],
    talk: ['坐席:这个产品保本的', { kind: 'acted', act: { kind: 'contested', key: 'violation:R1#2', reason: '听错了' } }],
    says: ['+ violation:R1#2', '~ violation:R1#2 contested'],
  },
  {
    when: 'a window warns on its last turn and claims when it has passed',
    rules: [soothe],
    talk: ['客户:我要投诉', '坐席:请问您的卡号', '客户:六六零二', '坐席:这张卡是正常的'],
    says: ['+ warning:R1', '+ violation:R1#5', '- warning:R1'],
  },
  {
    when: 'what it needs closes it',
    rules: [soothe],
    talk: ['客户:我要投诉', '坐席:请问您的卡号', '客户:你', '坐席:非常抱歉'],
    says: ['+ warning:R1', '~ warning:R1'],
  },
  {
    when: 'said in the same breath, after a claim, it takes the claim back',
    rules: [soothe],
    talk: ['客户:我要投诉', '坐席:请问您的卡号', '客户:六六零二', '坐席:这张卡是正常的', '坐席:非常抱歉'],
    says: ['+ warning:R1', '+ violation:R1#5', '- warning:R1', '- violation:R1#5'],
  },
  {
    when: 'a murmur is no turn',
    rules: [soothe],
    talk: ['客户:我要投诉', '坐席:嗯嗯', '客户:听见没', '坐席:好的', '客户:喂', '坐席:真的非常抱歉'],
    says: [],
  },
  {
    when: 'with the agent’s leg deaf nothing was left out',
    rules: [soothe],
    talk: ['客户:我要投诉', { kind: 'deaf', leg: 'agent', fromMs: 2000 }, '坐席:请问您的卡号', '客户:啊', '坐席:这张卡是正常的'],
    says: ['+ warning:R1', '- warning:R1'],
  },
  {
    when: 'words that only repeat what was just warned of open no window',
    rules: [{ ...stop, trigger: { ...stop.trigger, unlessReplyTo: ['不要转'] } }],
    talk: ['坐席:有人叫您转到安全账户的话不要转', '客户:安全账户那种我听见就挂', '坐席:那就好', '客户:他又叫我转到安全账户'],
    says: ['+ warning:R1'],
  },
  { when: 'a window in seconds warns at once', rules: [stop], talk: ['客户:他让我转到安全账户', '坐席:好的您说'], says: ['+ warning:R1'] },
  {
    when: 'and claims when time has passed',
    rules: [stop],
    talk: ['客户:他让我转到安全账户', { kind: 'held', on: true }, { kind: 'held', on: false }],
    says: ['+ warning:R1', '+ violation:R1#2', '- warning:R1'],
  },
  { when: 'words before what must come first', rules: [verify], talk: ['坐席:您的余额是三千元'], says: ['+ violation:R1#2'] },
  { when: 'words after it', rules: [verify], talk: ['坐席:好的核实无误', '坐席:您的余额是三千元'], says: [] },
  { when: 'in one breath after it', rules: [verify], talk: ['坐席:核实无误,您的余额是三千元'], says: [] },
  {
    when: 'with a deaf leg it is not known',
    rules: [verify],
    talk: [{ kind: 'deaf', leg: 'customer', fromMs: 0, toMs: 900 }, '坐席:您的余额是三千元'],
    says: [],
  },
  { when: 'a yes to the question is consent', rules: [consent], talk: ['坐席:您同意办理吗', '客户:可以', '坐席:已经办好了'], says: [] },
  {
    when: 'a yes to another question is none',
    rules: [consent],
    talk: ['坐席:您听得清吗', '客户:可以', '坐席:已经办好了'],
    says: ['+ violation:R1#4'],
  },
  {
    when: 'the end is warned of while there is time, and claimed at the goodbye',
    rules: [survey],
    talk: ['坐席:您好江海银行', '客户:没事了', '坐席:还有其他问题吗', '客户:没了', '坐席:好的再见'],
    says: ['+ warning:R1', '+ violation:R1#6', '- warning:R1'],
  },
  {
    when: 'said just before the end',
    rules: [survey],
    talk: ['坐席:您好江海银行', '客户:没事了', '坐席:请您评价', '客户:好', '坐席:好的再见'],
    says: [],
  },
  {
    when: 'hung up without goodbye',
    rules: [survey],
    talk: ['坐席:您好江海银行', '客户:没事了', { kind: 'closed', by: 'customer' }],
    says: ['+ violation:R1#3'],
  },
  { when: 'the first turn may come in pieces', rules: [greet], talk: ['坐席:您好江海银行', '坐席:工号一零二七', '客户:喂'], says: [] },
  { when: 'and is judged when it is over', rules: [greet], talk: ['坐席:您好江海银行', '客户:喂'], says: ['+ violation:R1#2'] },
  {
    when: 'a prompt goes when its phrases are said',
    rules: [{ kind: 'prompt', trigger: { by: 'customer', says: ['刷单'] }, chips: [{ label: '停止转账' }, { label: '报警' }] }],
    talk: ['客户:我刷单被骗', '坐席:请停止转账', '客户:哦', '坐席:马上报警'],
    says: ['+ prompt:R1', '~ prompt:R1', '- prompt:R1'],
  },
  {
    when: 'or after its turns',
    rules: [{ kind: 'prompt', trigger: { by: 'customer', says: ['刷单'] }, untilSaid: ['报警'], lastsAgentTurns: 2 }],
    talk: ['客户:我刷单被骗', '坐席:请问多少钱', '客户:哦', '坐席:什么时候转的'],
    says: ['+ prompt:R1', '- prompt:R1'],
  },
  {
    when: 'a rule that cannot be judged never speaks',
    rules: [{ kind: 'not-evaluable', needs: '客户画像' }],
    talk: ['坐席:您好江海银行', { kind: 'closed', by: 'agent' }],
    says: [],
  },
];

test.each(cases)('$when', ({ rules, talk, says }) => {
  const open = ruleTalk(engineOf(...rules));
  let atMs: number | undefined;
  const said = talk.flatMap(line => {
    if (typeof line !== 'string' && line.kind === 'held' && !line.on) atMs = 60_000;
    return short(typeof line === 'string' ? open.say(line) : open.happen(line, atMs));
  });
  expect(said).toEqual(says);
});

test('a correction takes back what was never said', () => {
  const open = ruleTalk(engineOf(forbid));
  expect(short(open.say('坐席:这个产品保本的'))).toEqual(['+ violation:R1#2']);
  const utterance = { position: 2, revision: 1, speaker: 'agent', text: '这个产品不保本的', startMs: 500, endMs: 2420 };
  expect(short(open.happen({ kind: 'corrected', utterance } as unknown as Happening))).toEqual(['- violation:R1#2']);
});

test('joined late: the greeting may have been said before', () => {
  const open = ruleTalk(engineOf(greet));
  open.happen({ kind: 'opened', meta: late }, 90_000);
  expect([...short(open.say('坐席:请问您的卡号')), ...short(open.say('客户:六六零二'))]).toEqual([]);
});

const late = {
  channel: 'voice',
  direction: 'inbound',
  layout: 'dual',
  lang: 'zh',
  timeZone: 'Asia/Shanghai',
  openedAt: '2026-11-22T10:00:00+08:00',
  arm: 'assisted',
} as const;
