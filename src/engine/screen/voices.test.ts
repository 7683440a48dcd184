import { expect, test } from 'vitest';
import { endVoices, hearVoice, silence, type Voices } from '#engine/screen/voices.ts';

const says =
  (conversation: string, speaker: string, on: boolean, atMs: number) =>
  (before: Voices): Voices =>
    hearVoice(before, conversation, speaker, on, atMs);
const ends =
  (conversation: string, atMs: number) =>
  (before: Voices): Voices =>
    endVoices(before, conversation, atMs);

const cases: readonly { when: string; steps: readonly ((before: Voices) => Voices)[]; quietSinceMs: number | null }[] = [
  { when: 'nobody has spoken', steps: [], quietSinceMs: 0 },
  { when: 'somebody speaks', steps: [says('a', 'agent', true, 100)], quietSinceMs: null },
  { when: 'and stops', steps: [says('a', 'agent', true, 100), says('a', 'agent', false, 200)], quietSinceMs: 200 },
  {
    when: 'they talk over each other',
    steps: [says('a', 'agent', true, 100), says('a', 'customer', true, 150), says('a', 'agent', false, 200)],
    quietSinceMs: null,
  },
  {
    when: 'somebody speaks in another conversation',
    steps: [says('a', 'agent', true, 100), says('b', 'customer', true, 150), says('a', 'agent', false, 200)],
    quietSinceMs: null,
  },
  {
    when: 'a stop is told twice',
    steps: [says('a', 'agent', true, 1), says('a', 'agent', false, 2), says('a', 'agent', false, 9)],
    quietSinceMs: 2,
  },
  { when: 'the conversation ends in the middle of a word', steps: [says('a', 'agent', true, 100), ends('a', 300)], quietSinceMs: 300 },
];

test.each(cases)('$when → $quietSinceMs', ({ steps, quietSinceMs }) =>
  expect(steps.reduce((before, step) => step(before), silence).quietSinceMs).toBe(quietSinceMs),
);
