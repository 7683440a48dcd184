import { expect, test } from 'vitest';
import { engineOf, playLines } from '#test/kit/play-lines.ts';

const step = (key: string, says: string) => ({ key, title: key, required: true, script: key, done: { by: 'agent', says: [says] } });
const engine = engineOf({
  processes: [
    {
      key: 'plan',
      title: 'plan',
      short: 'plan',
      identity: 'none',
      triggers: ['我要分期'],
      nodes: [step('wait', '稍等'), step('rate', '年化')],
    },
  ],
});

test('what an agent says at the end of a long turn counts, however much was heard before it', () => {
  const changes =
    playLines(engine, [
      ['c', '我要分期'],
      ['a', `${'稍等,'.repeat(100)}年化百分之十四`],
    ]).changes.at(-1) ?? [];
  const done = changes.flatMap(change =>
    change.op !== 'withdrawn' && change.advice.kind === 'step' && change.advice.state === 'done' ? [change.advice.node] : [],
  );
  expect(done.sort()).toEqual(['rate', 'wait']);
});
