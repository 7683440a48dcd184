import { expect, test } from 'vitest';
import { engineOf, playLines } from '#test/kit/play-lines.ts';

const engine = engineOf({
  processes: [
    {
      key: 'risk',
      title: 'risk',
      short: 'risk',
      identity: 'none',
      triggers: ['我要理财'],
      nodes: [{ key: 'need', title: 'need', required: true, script: 'need', done: { by: 'agent', says: ['放多久'], unless: ['收益率'] } }],
    },
  ],
});

test.each([
  ['您打算放多久,看重收益率吗?', false],
  ['收益率我待会儿说。您打算放多久?', true],
  ['您打算放多久?收益率我待会儿说。', true],
])('%s: an exemption holds for its own sentence only', (text, isDone) => {
  const changes =
    playLines(engine, [
      ['c', '我要理财'],
      ['a', text],
    ]).changes.at(-1) ?? [];
  const done = changes.some(change => change.op !== 'withdrawn' && change.advice.kind === 'step' && change.advice.state === 'done');
  expect(done).toBe(isDone);
});
