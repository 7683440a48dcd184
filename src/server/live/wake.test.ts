import { expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { ConversationTime } from '#server/live/conversation-time.ts';
import { Wake } from '#server/live/wake.ts';

test('by the wall a moment is rung half a second after it passed, measured against the least delayed event', () => {
  const clock = new TestClock(1_000_000);
  const time = new ConversationTime(clock, 'wall');
  const rung: number[] = [];
  const wake = new Wake(clock, time, untilMs => rung.push(untilMs));

  time.saw(10_000, 1_002_000); // 2 s late
  time.saw(10_500, 1_000_500); // in time: the conversation began at 990 000
  wake.at(12_000);
  clock.move(2499);
  const before = [...rung];
  clock.move(1);
  expect([before, rung, time.nowMs()]).toEqual([[], [12_000], 12_500]);
});

test('an earlier moment moves the timer, a later one does not ring twice', () => {
  const clock = new TestClock(1_000_000);
  const time = new ConversationTime(clock, 'wall');
  const rung: number[] = [];
  const wake = new Wake(clock, time, untilMs => rung.push(untilMs));

  wake.at(5000);
  wake.at(2000);
  wake.at(9000);
  clock.move(20_000);
  expect(rung).toEqual([2000]);
});

test('a sender who owns the clock moves it: pauses stand still', () => {
  const clock = new TestClock(1_000_000);
  const time = new ConversationTime(clock, 'source');
  const rung: number[] = [];
  const wake = new Wake(clock, time, untilMs => rung.push(untilMs));

  wake.at(3000);
  clock.move(60_000);
  time.saw(3499, clock.now());
  wake.at(3000);
  const before = [...rung];
  time.saw(3500, clock.now());
  wake.at(3000);
  expect([before, rung]).toEqual([[], [3000]]);
});
