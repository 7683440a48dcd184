import { expect, test } from 'vitest';
import { type ScreenEvent, screen, screenStart, screenWakeAtMs } from '#engine/screen/screen.ts';

const announcement = (key: string, conversation = 'a') => ({ conversation, key, isSerious: false });
const wants = (atMs: number, key: string, conversation = 'a'): ScreenEvent => ({
  kind: 'wants',
  atMs,
  wanting: announcement(key, conversation),
  wish: 'interrupt',
});
const serious = (atMs: number, key: string, conversation = 'a'): ScreenEvent => ({
  kind: 'wants',
  atMs,
  wanting: { conversation, key, isSerious: true },
  wish: 'interrupt',
});
const talks = (atMs: number, on: boolean, conversation = 'a'): ScreenEvent => ({ kind: 'speaking', atMs, conversation, on });
const passed = (atMs: number): ScreenEvent => ({ kind: 'passed', atMs });

const cases: readonly { when: string; events: readonly ScreenEvent[]; paints: readonly string[]; wakes?: number }[] = [
  { when: 'nobody speaks: at once', events: [wants(5000, 'x')], paints: ['x interrupt'] },
  { when: 'somebody speaks: it waits', events: [talks(4000, true), wants(5000, 'x')], paints: [], wakes: 13_000 },
  {
    when: 'a pause of 600 ms lets it through',
    events: [talks(4000, true), wants(5000, 'x'), talks(6000, false), passed(6600)],
    paints: ['x interrupt'],
  },
  {
    when: 'a shorter pause does not',
    events: [talks(4000, true), wants(5000, 'x'), talks(6000, false), talks(6500, true), passed(6600)],
    paints: [],
    wakes: 13_000,
  },
  { when: 'after 8 s without a pause it is a line', events: [talks(4000, true), wants(5000, 'x'), passed(13_000)], paints: ['x line'] },
  { when: 'serious things do not wait', events: [talks(4000, true), serious(5000, 'v')], paints: ['v interrupt'] },
  {
    when: 'one budget over several conversations: the second becomes a line before the gap is over',
    events: [wants(1000, 'x'), wants(2000, 'y', 'b'), passed(10_000)],
    paints: ['x interrupt', 'y line'],
  },
  { when: 'the gap is over: the next may', events: [wants(1000, 'x'), wants(21_000, 'y', 'b')], paints: ['x interrupt', 'y interrupt'] },
  {
    when: 'a novice has a shorter gap',
    events: [{ kind: 'banded', atMs: 0, interruptGapMs: 15_000 }, wants(1000, 'x'), wants(16_000, 'y')],
    paints: ['x interrupt', 'y interrupt'],
  },
  { when: 'serious is exempt from the gap', events: [wants(1000, 'x'), serious(1500, 'v', 'b')], paints: ['x interrupt', 'v interrupt'] },
  {
    when: 'what has gone is not shown',
    events: [talks(0, true), wants(1000, 'x'), { kind: 'gone', atMs: 2000, conversation: 'a', key: 'x' }, talks(3000, false), passed(4000)],
    paints: [],
  },
  {
    when: 'speech in another of the agent’s conversations is no pause',
    events: [talks(0, true, 'b'), wants(1000, 'x', 'a'), talks(1500, false, 'a'), passed(3000)],
    paints: [],
    wakes: 9000,
  },
  {
    when: 'lines and quiet things pass through',
    events: [{ kind: 'wants', atMs: 1000, wanting: announcement('l'), wish: 'line' }],
    paints: ['l line'],
  },
];

test.each(cases)('$when', ({ events, paints, wakes }) => {
  let memory = screenStart;
  const painted: string[] = [];
  for (const event of events) {
    const result = screen(memory, event);
    memory = result.memory;
    painted.push(...result.paint.map(({ key, loudness }) => `${key} ${loudness}`));
  }
  expect({ painted, wakes: screenWakeAtMs(memory) }).toEqual({ painted: paints, wakes });
});
