import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const greet = {
  key: 'greet',
  title: '问候',
  required: true,
  script: '您好',
  done: { by: 'agent', says: ['您好'], within: 'first-agent-turn' },
};
const bye = {
  key: 'bye',
  title: '道别',
  required: true,
  script: '再见',
  done: { by: 'agent', says: ['还有其他', '再见'], atLeast: 2, within: 'last-agent-turns' },
};
const verify = {
  key: 'verify',
  title: '核实',
  required: true,
  script: '请问姓名、证件?',
  done: {
    by: 'agent+customer',
    says: ['姓名', '证件'],
    atLeast: 2,
    reply: ['我叫'],
    confirm: ['核实一致'],
    acknowledge: ['^好的.{0,4}(先生|女士)'],
  },
  establishes: 'verified',
};
const does = (key: string, says: string, more: object = {}) => ({
  key,
  title: key,
  required: true,
  script: key,
  done: { by: 'agent', says: [says] },
  ...more,
});
const make = (key: string, triggers: string[], nodes: object[], more: object = {}) => ({
  key,
  title: key,
  short: key,
  identity: 'basic',
  triggers,
  nodes: [greet, verify, ...nodes, bye],
  ...more,
});

const engine = engineOf({
  processes: [
    make(
      'plan',
      ['我要分期'],
      [
        does('rate', '年化'),
        does('agree', '同意办理吗', {
          done: { by: 'agent+customer', says: ['同意办理吗'], reply: ['同意'], volunteered: ['我同意'] },
          mustFollow: ['rate'],
        }),
        does('stranger', '争议登记', { required: false, opensOn: ['不是我刷的'] }),
      ],
    ),
    make('bill', ['还款日哪天'], [does('due', '还款日是')]),
    make('lift', ['提额'], [does('limit', '额度')], { identity: 'strong' }),
    make('dispute', ['不是我刷的'], [does('log', '争议')], { sensitive: true }),
    make('fraud', ['安全账户'], [does('stop', '不要转账')], { urgent: true }),
  ],
});

/** What the desk shows as done of each process, and what the talk is about. */
function doneIn(lines: readonly Line[]): string {
  const { board, facts } = playLines(engine, lines);
  const done = Object.values(board)
    .filter((advice): advice is Extract<Advice, { kind: 'step' }> => advice.kind === 'step')
    .filter(({ state }) => state === 'done' || state === 'out-of-order')
    .toSorted((a, b) => (a.process === b.process ? a.seq - b.seq : a.process < b.process ? 1 : -1))
    .map(({ process, node, state }) => `${process}/${node}${state === 'done' ? '' : '!'}`);
  return `${facts.topic.process}: ${done.join(' ')}`;
}

const start: Line[] = [
  ['a', '您好'],
  ['c', '我要分期'],
  ['a', '请问姓名、证件'],
  ['c', '我叫周明'],
];
const begun: Line[] = [...start, ['a', '核实一致,年化百分之十四']];
const aside: Line[] = [...begun, ['c', '还款日哪天']];

const cases: { when: string; lines: Line[]; shown: string }[] = [
  { when: 'thanked by name: verified', lines: [...start, ['a', '好的周先生']], shown: 'plan: plan/greet plan/verify' },
  { when: 'thanked by name, but asked on: not yet', lines: [...start, ['a', '好的周先生,证件呢']], shown: 'plan: plan/greet' },
  {
    when: 'agreed unasked, after all was told',
    lines: [...begun, ['c', '我同意']],
    shown: 'plan: plan/greet plan/verify plan/rate plan/agree',
  },
  { when: 'agreed before anything was told', lines: [...start, ['c', '我同意']], shown: 'plan: plan/greet' },
  {
    when: 'what a step of its own opens is no other business',
    lines: [...begun, ['c', '有一笔不是我刷的'], ['a', '争议登记']],
    shown: 'plan: plan/greet plan/verify plan/rate plan/stranger',
  },
  {
    when: 'an answer to what was asked is no new request',
    lines: [
      ['a', '您好'],
      ['c', '我要分期'],
      ['a', '请问姓名、证件'],
      ['c', '我叫周明,还款日哪天'],
    ],
    shown: 'plan: plan/greet',
  },
  {
    when: 'a stricter business that asks for the same things: who was verified stays verified',
    lines: [...begun, ['c', '我同意'], ['c', '我要提额'], ['a', '额度']],
    shown: 'lift: plan/greet plan/verify plan/rate plan/agree lift/greet lift/verify lift/limit',
  },
  { when: 'a question in passing is no business yet', lines: aside, shown: 'bill: plan/greet plan/verify plan/rate' },
  {
    when: 'it was in passing: the call goes on where it was',
    lines: [...aside, ['a', '十八号'], ['c', '我同意'], ['a', '还有其他吗,再见']],
    shown: 'bill: plan/greet plan/verify plan/rate plan/agree plan/bye',
  },
  {
    when: 'a step of its own makes it a business, with all that was done before',
    lines: [...aside, ['a', '还款日是十八号']],
    shown: 'bill: plan/greet plan/verify plan/rate bill/greet bill/verify bill/due',
  },
  {
    when: 'a step of the one that waits counts, and the goodbye for both',
    lines: [...aside, ['a', '还款日是十八号'], ['a', '提前说一下年化'], ['a', '还有其他吗,再见']],
    shown: 'bill: plan/greet plan/verify plan/rate plan/bye bill/greet bill/verify bill/due bill/bye',
  },
  {
    when: 'verified for the other business meanwhile: verified on return',
    lines: [
      ['a', '您好'],
      ['c', '还款日哪天'],
      ['a', '还款日是十八号'],
      ['c', '我要分期'],
      ...begun.slice(2),
      ['c', '我同意'],
      ['c', '还款日哪天'],
    ],
    shown: 'bill: plan/greet plan/verify plan/rate plan/agree bill/greet bill/verify bill/due',
  },
  {
    when: 'beside fraud nothing else goes on',
    lines: [...start, ['a', '核实一致'], ['c', '他说转到安全账户'], ['a', '不要转账,年化不用管']],
    shown: 'fraud: plan/greet plan/verify fraud/greet fraud/verify fraud/stop',
  },
];
test.each(cases)('$when', ({ lines, shown }) => expect(doneIn(lines)).toBe(shown));
