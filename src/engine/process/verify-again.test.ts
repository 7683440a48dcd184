import { expect, test } from 'vitest';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const engine = engineOf({
  processes: [
    {
      key: 'loss',
      title: '口头挂失',
      short: '挂失',
      identity: 'basic',
      triggers: ['卡丢了'],
      nodes: [
        {
          key: 'verify',
          title: '核实',
          required: true,
          script: '姓名?',
          done: { by: 'agent+customer', says: ['姓名'], reply: ['我叫'] },
          establishes: 'verified',
        },
        { key: 'ask', title: '问尾号', required: true, script: '尾号?', done: { by: 'agent', says: ['尾号'] }, mustFollow: ['verify'] },
      ],
    },
  ],
});

const to = (agent: string): Line => ({ kind: 'assigned', agent });
const begun: Line[] = [to('1027'), ['c', '我卡丢了']];
const verified: Line[] = [...begun, ['a', '请问姓名'], ['c', '我叫周明'], ['a', '尾号多少']];
const keep: Line = { kind: 'acted', act: { kind: 'acknowledged', key: 'prompt:reverify' } };
const anew: Line = { kind: 'acted', act: { kind: 'reverify' } };

const cases: { when: string; lines: Line[]; asked: string | null; states: string; isVerified: boolean }[] = [
  { when: 'nobody took over', lines: verified, asked: null, states: 'done done', isVerified: true },
  {
    when: 'another agent took over a verified customer',
    lines: [...verified, to('1533')],
    asked: '是否需重新核实:1027已核实过客户身份 on 5',
    states: 'done done',
    isVerified: true,
  },
  { when: 'not verified: no question', lines: [...begun, to('1533')], asked: null, states: 'pending pending', isVerified: false },
  { when: 'named twice', lines: [...verified, to('1027')], asked: null, states: 'done done', isVerified: true },
  { when: 'given back to who verified', lines: [...verified, to('1533'), to('1027')], asked: null, states: 'done done', isVerified: true },
  { when: 'kept', lines: [...verified, to('1533'), keep], asked: null, states: 'done done', isVerified: true },
  { when: 'verify again', lines: [...verified, to('1533'), anew], asked: null, states: 'pending done', isVerified: false },
  {
    when: 'what was done before does not make it too late',
    lines: [...verified, to('1533'), anew, ['c', '哦'], ['a', '稍等']],
    asked: null,
    states: 'pending done',
    isVerified: false,
  },
  {
    when: 'verified by the new agent, a third is asked about that one',
    lines: [...verified, to('1533'), anew, ['a', '请问姓名'], ['c', '我叫周明'], to('2044')],
    asked: '是否需重新核实:1533已核实过客户身份 on 10',
    states: 'done done',
    isVerified: true,
  },
  {
    when: 'the call is over',
    lines: [...verified, to('1533'), { kind: 'closed', by: 'customer' }],
    asked: null,
    states: 'done done',
    isVerified: true,
  },
];
test.each(cases)('$when', ({ lines, asked, states, isVerified }) => {
  const { board, facts } = playLines(engine, lines);
  const prompt = board['prompt:reverify'];
  expect({
    asked:
      prompt?.kind === 'prompt' ? `${prompt.title}:${prompt.sentence} on ${prompt.evidence.map(({ position }) => position).at(-1)}` : null,
    states: Object.values(facts.process.steps).join(' '),
    isVerified: facts.process.verified,
  }).toEqual({ asked, states, isVerified });
});
