import { expect, test } from 'vitest';
import { admit, doorStart, readmit } from './door.ts';
import { doorCases } from './door-cases.ts';

test.each(doorCases)('$call: exactly the secrets of a worked call are marked, and stored text comes back unchanged', ({ turns }) => {
  let memory = doorStart;
  let again = doorStart;
  for (const [at, turn] of turns.entries()) {
    const said = { speaker: turn.by, text: turn.said, lang: 'zh', atMs: at * 4000 } as const;
    const admitted = admit(memory, said);
    const stored = 'stored' in turn ? turn.stored : turn.said;
    expect(admitted.text).toBe(stored);
    const replayed = readmit(again, { ...said, text: admitted.text });
    expect(replayed.text).toBe(stored);
    memory = admitted.memory;
    again = replayed.memory;
  }
  expect(again.given).toEqual(memory.given);
});
