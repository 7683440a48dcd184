import { expect, test } from 'vitest';
import type { Process } from '#domain/process.ts';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const node = (key: string, says: string, more: object = {}) => ({
  key,
  title: key,
  required: true,
  script: key,
  done: { by: 'agent', says: [says] },
  ...more,
});
const make = (key: string, more: object) => ({ key, title: key, short: key, identity: 'none', ...more }) as unknown as Process;

const engine = engineOf({
  processes: [
    make('loss', {
      triggers: ['卡丢了', '要挂失'],
      mentions: ['挂失', '丢'],
      notWhen: ['信用卡'],
      nodes: [
        node('tell', '有效期', { answers: ['多久失效'] }),
        node('hand', '换卡', { required: false, branch: [{ when: '那信用卡呢', goto: 'P:credit' }] }),
      ],
    }),
    make('credit', { triggers: ['信用卡丢了'], mentions: ['信用卡'], nodes: [node('freeze', '临时冻结')] }),
    make('fees', { triggers: ['年费怎么', '多久失效'], nodes: [node('policy', '年费规则')] }),
    make('fraud', { triggers: ['安全账户'], urgent: true, sensitive: true, nodes: [node('stop', '不要转账')] }),
    make('complaint', { triggers: ['我要投诉'], sensitive: true, nodes: [node('sorry', '抱歉')] }),
    make('old', { triggers: ['旧业务'], to: '2020-01-01', nodes: [node('gone', '没有了')] }),
  ],
});

const switched = (process: string | null): Line => ({ kind: 'acted', act: { kind: 'switched', process } });

const cases: { when: string; lines: Line[]; process: string | null; suspended?: string[]; sensitive?: boolean }[] = [
  { when: 'nothing speaks for a process', lines: [['c', '你好']], process: null },
  { when: 'the customer asks for it', lines: [['c', '我卡丢了']], process: 'loss' },
  { when: 'one word is not yet a topic', lines: [['c', '上次挂过的']], process: null },
  {
    when: 'the agent confirms what the customer only mentioned',
    lines: [
      ['c', '丢了'],
      ['a', '您要挂失是吗'],
    ],
    process: 'loss',
  },
  { when: 'the longer words win over those inside them', lines: [['c', '信用卡丢了']], process: 'credit' },
  { when: 'a process out of its dates is not found', lines: [['c', '我问旧业务']], process: null },
  {
    when: 'a recalled process is not started',
    lines: [{ kind: 'recalled', key: 'process/loss', version: 1 }, ['c', '我卡丢了']],
    process: null,
  },
  {
    when: 'a guess gives way to clearly more, and leaves no trace',
    lines: [
      ['c', '丢了,挂失'],
      ['c', '是年费怎么收'],
    ],
    process: 'fees',
  },
  { when: 'a bot starts nothing', lines: [['b', '您是卡丢了吗']], process: null },
  {
    when: 'a weak mention does not switch',
    lines: [
      ['c', '我卡丢了'],
      ['c', '信用卡是绑这张还的'],
    ],
    process: 'loss',
  },
  {
    when: 'a clear request switches, the other waits',
    lines: [
      ['c', '我卡丢了'],
      ['c', '年费怎么收'],
    ],
    process: 'fees',
    suspended: ['loss'],
  },
  {
    when: 'it returns',
    lines: [
      ['c', '我卡丢了'],
      ['c', '年费怎么收'],
      ['c', '还是要挂失'],
    ],
    process: 'loss',
    suspended: ['fees'],
  },
  {
    when: 'a question the active process answers is a follow-up',
    lines: [
      ['c', '我卡丢了'],
      ['c', '那多久失效'],
    ],
    process: 'loss',
  },
  {
    when: 'a short question is resolved by the branch of the active process',
    lines: [
      ['c', '我卡丢了'],
      ['c', '那信用卡呢'],
    ],
    process: 'credit',
    suspended: ['loss'],
  },
  {
    when: 'fraud takes over at once',
    lines: [
      ['c', '我卡丢了'],
      ['c', '他说转到安全账户'],
    ],
    process: 'fraud',
    suspended: ['loss'],
    sensitive: true,
  },
  {
    when: 'fraud is not left for a fee',
    lines: [
      ['c', '转到安全账户'],
      ['c', '年费怎么收'],
    ],
    process: 'fraud',
    sensitive: true,
  },
  {
    when: 'a complaint stays a complaint',
    lines: [
      ['c', '我要投诉'],
      ['c', '年费怎么扣的'],
    ],
    process: 'complaint',
    sensitive: true,
  },
  {
    when: 'a finished complaint gives way',
    lines: [
      ['c', '我要投诉'],
      ['a', '抱歉'],
      ['c', '年费怎么扣的'],
    ],
    process: 'fees',
    suspended: ['complaint'],
    sensitive: true,
  },
  { when: 'the agent picks', lines: [['c', '我卡丢了'], switched('fees'), ['c', '我要挂失']], process: 'fees', suspended: ['loss'] },
  {
    when: 'fraud heard after the pick still takes over',
    lines: [switched('fees'), ['c', '转到安全账户']],
    process: 'fraud',
    suspended: ['fees'],
    sensitive: true,
  },
  {
    when: 'fraud the agent picked away from does not come back',
    lines: [['c', '转到安全账户'], switched('fees'), ['c', '安全账户']],
    process: 'fees',
    suspended: ['fraud'],
    sensitive: true,
  },
  { when: 'the agent picks none', lines: [['c', '我卡丢了'], switched(null), ['c', '我卡丢了']], process: null, suspended: ['loss'] },
];
test.each(cases)('$when → $process', ({ lines, process, suspended = [], sensitive = false }) => {
  const { topic } = playLines(engine, lines).facts;
  expect({ process: topic.process, suspended: topic.suspended, sensitive: topic.sensitive }).toEqual({ process, suspended, sensitive });
});

test('the board says which is active, by what, and on which words', () => {
  const { board } = playLines(engine, [['c', '我卡丢了'], switched('fees')]);
  expect(Object.values(board).filter(({ kind }) => kind === 'topic')).toEqual([
    expect.objectContaining({
      key: 'topic:loss',
      state: 'suspended',
      by: 'heard',
      confidence: 0.87,
      evidence: [expect.objectContaining({ position: 2, span: [1, 4] }), expect.anything()],
    }),
    expect.objectContaining({ key: 'topic:fees', state: 'active', by: 'picked', confidence: 1, evidence: [] }),
  ]);
});

const learned = engineOf({
  concepts: [
    {
      key: 'none',
      title: 'none',
      examples: [
        '你好',
        '喂听得到吗',
        '嗯好的',
        '谢谢再见',
        '今天天气不错',
        '我叫王明',
        '是的没错',
        '等一下',
        '附近有没有酒店',
        '哦知道了',
      ],
    },
  ],
  processes: [
    make('loss', {
      triggers: ['卡丢了'],
      examples: [
        '钱包落在出租车上了',
        '皮夹子让人摸走了',
        '包被抢了',
        '钱夹忘在饭馆了',
        '包包掉在地铁上',
        '皮夹被偷走了',
        '钱包让小偷偷了',
        '包落在高铁上了',
      ],
      nodes: [node('tell', '有效期'), node('more', '还有')],
    }),
    make('fees', {
      triggers: ['年费怎么'],
      examples: [
        '平白收我两百块',
        '这笔费用能不能免',
        '怎么扣了我的费',
        '费用太高了',
        '不用卡也收费',
        '为什么扣费',
        '这费用退给我',
        '收费凭什么',
      ],
      nodes: [node('policy', '年费规则')],
    }),
  ],
});

const resembling: { when: string; lines: Line[]; process: string | null; suspended?: string[] }[] = [
  { when: 'words like the examples start a process', lines: [['c', '我的钱包落在饭馆了']], process: 'loss' },
  { when: 'what is nothing starts none', lines: [['c', '你好,听得到吗']], process: null },
  {
    when: 'a false start leaves no trace once the customer asks for another',
    lines: [
      ['c', '我的钱包落在饭馆了'],
      ['c', '不说了,年费怎么收'],
    ],
    process: 'fees',
  },
  {
    when: 'a step of its own makes it more than a guess',
    lines: [
      ['c', '我的钱包落在饭馆了'],
      ['a', '告诉您有效期'],
      ['c', '那年费怎么收'],
    ],
    process: 'fees',
    suspended: ['loss'],
  },
  {
    when: 'words like the examples leave no process that was asked for',
    lines: [
      ['c', '我卡丢了'],
      ['c', '平白扣我的费用'],
    ],
    process: 'loss',
  },
];
test.each(resembling)('$when', ({ lines, process, suspended = [] }) => {
  const { topic } = playLines(learned, lines).facts;
  expect([topic.process, topic.suspended]).toEqual([process, suspended]);
});
