import { expect, test } from 'vitest';
import type { StepState } from '#domain/advice.ts';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const rates = [
  '一年算下来成本年化十四个点',
  '折成年化利率有百分之十几',
  '平均每年的成本是年化十五个点',
  '按年化折算利率不低有百分之十四',
  '换算到一年成本年化有十几个点',
  '一年的利率折出来年化十四',
  '年化利率单利计算约百分之十四',
  '这个年化算出来是百分之十三点几',
];
const none = [
  '年化多少您后面自己看得到',
  '您问的年化我等会儿告诉您',
  '您稍等我看一下',
  '这个我记下了',
  '您还在听吗',
  '系统有点慢',
  '您说得对',
  '我先查一查',
];
const periods = ['您想分几期', '分六期还是十二期呢', '您要分成几个月还', '打算分多少期', '您看选十二期还是二十四期', '期数您定一下分几期'];

const engine = engineOf({
  processes: [
    {
      ...{ key: 'plan', title: 'plan', short: 'plan', identity: 'none', triggers: ['我要分期'], unlike: none },
      nodes: [
        { key: 'rate', title: 'rate', required: true, script: 'rate', done: { by: 'agent', says: ['年化'], examples: rates } },
        {
          ...{ key: 'periods', title: 'periods', required: true, script: 'periods' },
          done: { by: 'agent+customer', says: ['期数|几期'], reply: ['<number>期'], examples: periods },
        },
        { key: 'plain', title: 'plain', required: true, script: 'plain', done: { by: 'agent', says: ['提前结清'] } },
      ],
    },
    {
      ...{ key: 'other', title: 'other', short: 'other', identity: 'none', triggers: ['我要挂失'] },
      nodes: [{ key: 'tell', title: 'tell', required: true, script: 'tell', done: { by: 'agent', says: ['五天'] } }],
    },
  ],
});

const clear = '一年算下来年化是十四个点,折成年化利率百分之十四';
const hardly = '年化这里写着';
const other: Line = ['a', '您稍等我看一下'];

const cases: { when: string; says: readonly Line[]; node: string; state: StepState; saidAt: number | null }[] = [
  { when: 'words clearly like the examples', says: [['a', clear]], node: 'rate', state: 'done', saidAt: 0 },
  { when: 'its words in another sense', says: [['a', '您问的年化我等会儿告诉您']], node: 'rate', state: 'pending', saidAt: null },
  { when: 'words hardly like the examples', says: [['a', hardly]], node: 'rate', state: 'in-progress', saidAt: 0 },
  {
    when: 'hardly, then clearly',
    says: [
      ['a', hardly],
      ['c', '嗯'],
      ['a', clear],
    ],
    node: 'rate',
    state: 'done',
    saidAt: 2,
  },
  {
    when: 'hardly, and four turns of the agent later',
    says: [['a', hardly], other, other, other, other],
    node: 'rate',
    state: 'done',
    saidAt: 0,
  },
  { when: 'hardly, and the call ends', says: [['a', hardly], { kind: 'closed', by: 'customer' }], node: 'rate', state: 'done', saidAt: 0 },
  {
    when: 'hardly, another business follows, and the call ends',
    says: [['a', hardly], ['c', '我要挂失'], { kind: 'closed', by: 'customer' }],
    node: 'rate',
    state: 'done',
    saidAt: 0,
  },
  { when: 'a step that has no examples', says: [['a', '可以提前结清']], node: 'plain', state: 'done', saidAt: 0 },
  {
    when: 'hardly asked, and answered',
    says: [
      ['a', '期数这里'],
      ['c', '12期'],
    ],
    node: 'periods',
    state: 'in-progress',
    saidAt: 1,
  },
  {
    when: 'then clearly asked, and answered again',
    says: [
      ['a', '期数这里'],
      ['c', '12期'],
      ['a', '您想分几期,分六期还是十二期呢'],
      ['c', '12期吧'],
    ],
    node: 'periods',
    state: 'done',
    saidAt: 3,
  },
];
test.each(cases)('$when → $state', ({ says, node, state, saidAt }) => {
  const { board } = playLines(engine, [['c', '我要分期'], ...says]);
  const step = board[`step:plan/${node}`];
  const last = step?.evidence.at(-1)?.position;
  // The log begins with `opened`; the first line said here is its third row.
  expect({ state: step?.kind === 'step' && step.state, saidAt: last === undefined ? null : last - 3 }).toEqual({ state, saidAt });
});
