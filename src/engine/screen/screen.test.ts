import { expect, test } from 'vitest';
import { type ScreenEvent, screen, screenStart, screenWakeAtMs } from '#engine/screen/screen.ts';

const wants = (atMs: number, key: string, conversation = 'a'): ScreenEvent => ({
  kind: 'wants',
  atMs,
  wanting: { conversation, key, position: 1, isSerious: false },
});
const serious = (atMs: number, key: string, conversation = 'a'): ScreenEvent => ({
  kind: 'wants',
  atMs,
  wanting: { conversation, key, position: 1, isSerious: true },
});
const speaks = (atMs: number): ScreenEvent => ({ kind: 'voices', atMs, quietSinceMs: null });
const quiet = (atMs: number): ScreenEvent => ({ kind: 'voices', atMs, quietSinceMs: atMs });
const gone = (atMs: number, key: string, conversation = 'a'): ScreenEvent => ({ kind: 'gone', atMs, conversation, key });
const banded = (interruptGapMs: number): ScreenEvent => ({ kind: 'banded', atMs: 0, interruptGapMs });
const resting = (atMs: number, key: string): ScreenEvent => ({
  kind: 'wants',
  atMs,
  wanting: { conversation: 'announcements', key, position: 1, isSerious: false, when: 'resting' },
});
const rested = (atMs: number, on: boolean): ScreenEvent => ({ kind: 'rested', atMs, on });
const passed = (atMs: number): ScreenEvent => ({ kind: 'passed', atMs });

const cases: readonly { when: string; events: readonly ScreenEvent[]; paints: readonly string[]; wakes?: number }[] = [
  { when: 'nobody speaks: at once', events: [wants(5000, 'x')], paints: ['x interrupt'] },
  { when: 'somebody speaks: it waits', events: [speaks(4000), wants(5000, 'x')], paints: [], wakes: 13_000 },
  {
    when: 'a pause of 600 ms lets it through',
    events: [speaks(4000), wants(5000, 'x'), quiet(6000), passed(6600)],
    paints: ['x interrupt'],
  },
  { when: 'the pause is asked for', events: [speaks(4000), wants(5000, 'x'), quiet(6000)], paints: [], wakes: 6600 },
  {
    when: 'a shorter pause does not',
    events: [speaks(4000), wants(5000, 'x'), quiet(6000), speaks(6500), passed(6600)],
    paints: [],
    wakes: 13_000,
  },
  { when: 'after 8 s without a pause it is a line', events: [speaks(4000), wants(5000, 'x'), passed(13_000)], paints: ['x line'] },
  { when: 'serious things do not wait', events: [speaks(4000), serious(5000, 'v')], paints: ['v interrupt'] },
  {
    when: 'one budget over several conversations: the second becomes a line when its turn does not come in time',
    events: [wants(1000, 'x'), gone(1500, 'x'), wants(2000, 'y', 'b'), passed(10_000)],
    paints: ['x interrupt', 'y line'],
  },
  {
    when: 'a line stays one',
    events: [wants(1000, 'x'), gone(1500, 'x'), wants(2000, 'y', 'b'), passed(10_000), passed(30_000)],
    paints: ['x interrupt', 'y line'],
  },
  {
    when: 'the gap is over soon: its turn comes',
    events: [wants(1000, 'x'), gone(1500, 'x'), wants(15_000, 'y', 'b')],
    paints: ['x interrupt'],
    wakes: 21_000,
  },
  {
    when: 'and then it interrupts',
    events: [wants(1000, 'x'), gone(1500, 'x'), wants(15_000, 'y', 'b'), passed(21_000)],
    paints: ['x interrupt', 'y interrupt'],
  },
  {
    when: 'one at a time: the gap is over, the first still stands',
    events: [wants(1000, 'x'), wants(21_000, 'y', 'b')],
    paints: ['x interrupt'],
    wakes: 29_000,
  },
  {
    when: 'when it goes the next one comes',
    events: [wants(1000, 'x'), wants(21_000, 'y', 'b'), gone(22_000, 'x')],
    paints: ['x interrupt', 'y interrupt'],
  },
  {
    when: 'a novice has a shorter gap',
    events: [banded(15_000), wants(1000, 'x'), gone(1500, 'x'), wants(16_000, 'y')],
    paints: ['x interrupt', 'y interrupt'],
  },
  { when: 'serious is exempt from all of it', events: [wants(1000, 'x'), serious(1500, 'v', 'b')], paints: ['x interrupt', 'v interrupt'] },
  {
    when: 'but it uses the budget up',
    events: [serious(1000, 'v'), gone(1500, 'v'), wants(2000, 'x', 'b')],
    paints: ['v interrupt'],
    wakes: 10_000,
  },
  { when: 'what has gone is not shown', events: [speaks(0), wants(1000, 'x'), gone(2000, 'x'), quiet(3000), passed(4000)], paints: [] },
  {
    when: 'the same again is new',
    events: [banded(0), wants(1000, 'x'), wants(2000, 'x')],
    paints: ['x interrupt', 'x interrupt'],
  },
  { when: 'an announcement is shown at rest', events: [resting(1000, 'n')], paints: ['n interrupt'] },
  { when: 'it never comes into a conversation, and asks for no time', events: [rested(0, false), resting(1000, 'n')], paints: [] },
  {
    when: 'it waits for the end of the conversation, not for a pause',
    events: [rested(0, false), resting(1000, 'n'), quiet(2000), passed(60_000), rested(70_000, true)],
    paints: ['n interrupt'],
  },
  {
    when: 'a conversation takes it away again until the next rest',
    events: [resting(1000, 'n'), rested(2000, false), rested(9000, true)],
    paints: ['n interrupt', 'n interrupt'],
  },
  {
    when: 'what is shown at rest keeps nothing else away',
    events: [resting(1000, 'n'), wants(2000, 'x')],
    paints: ['n interrupt', 'x interrupt'],
  },
  {
    when: 'a log from before announcements is at rest',
    events: [
      { kind: 'carried', atMs: 0, memory: { interruptGapMs: 20_000, lastInterruptMs: null, quietSinceMs: 0, wishes: [] } as never },
      resting(1000, 'n'),
    ],
    paints: ['n interrupt'],
  },
  {
    when: 'a day’s log begins with what was carried over',
    events: [{ kind: 'carried', atMs: 0, memory: { ...screenStart, lastInterruptMs: 1000 } }, wants(14_000, 'x')],
    paints: [],
    wakes: 21_000,
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

test('fifty wait at most: the oldest become lines', () => {
  let memory = screen(screenStart, speaks(0)).memory;
  const painted: string[] = [];
  for (let at = 1; at <= 52; at++) {
    const result = screen(memory, wants(at, `k${at}`));
    memory = result.memory;
    painted.push(...result.paint.map(({ key, loudness }) => `${key} ${loudness}`));
  }
  expect(painted).toEqual(['k1 line', 'k2 line']);
});
