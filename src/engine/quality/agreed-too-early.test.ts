import { expect, test } from 'vitest';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

/** A step that the customer's yes completes breaks no rule by itself: what the agent does next shows whether it came too early. */
const does = (key: string, done: object, more: object = {}) => ({ key, title: key, required: true, script: key, done, ...more });
const engine = engineOf({
  processes: [
    {
      ...{ key: 'stop', title: '止付', short: '止付', identity: 'basic', triggers: ['被骗'] },
      nodes: [
        does('verify', { by: 'agent+customer', says: ['姓名'], reply: ['我叫'], confirm: ['核实一致'] }, { establishes: 'verified' }),
        does('freeze', { by: 'agent+customer', says: ['给您止付'], reply: ['好'] }, { mustFollow: ['verify'] }),
      ],
    },
  ],
  rules: [
    {
      ...{ key: 'R1', title: '跳步', severity: 'serious', category: 'test', description: 'first the one, then the other' },
      ...{ kind: 'order', steps: [{ node: '*/freeze', after: ['must-follow'] }], doNow: '先核实', deduct: 1 },
    },
  ],
});

const agreed: Line[] = [
  ['a', '您好'],
  ['c', '我被骗了'],
  ['a', '我给您止付,好不好'],
  ['c', '好'],
];
const claimedAt = (lines: readonly Line[]) =>
  playLines(engine, lines).changes.flatMap((changes, at) =>
    changes.some(change => change.op === 'raised' && change.advice.kind === 'violation') ? [at] : [],
  );

const cases: { when: string; lines: Line[]; claimed: number[] }[] = [
  { when: 'not at the customer’s yes', lines: agreed, claimed: [] },
  { when: 'at the agent’s next words', lines: [...agreed, ['a', '停好了'], ['a', '还有别的吗']], claimed: [4] },
  { when: 'also when the customer goes on before', lines: [...agreed, ['c', '快点'], ['a', '停好了']], claimed: [5] },
  { when: 'not when these begin what was missing', lines: [...agreed, ['a', '先报一下姓名'], ['c', '我叫周明']], claimed: [] },
  {
    when: 'not when nothing was missing',
    lines: [
      ['a', '您好'],
      ['c', '我被骗了'],
      ['a', '姓名'],
      ['c', '我叫周明'],
      ['a', '核实一致,给您止付'],
      ['c', '好'],
      ['a', '停好了'],
    ],
    claimed: [],
  },
];
test.each(cases)('$when', ({ lines, claimed }) => expect(claimedAt(lines)).toEqual(claimed));
