import { expect, test } from 'vitest';
import { begin, type Limits, leave, type Met, mended, met, type TargetUse, unused } from '#robots/limits.ts';

const limits: Limits = { concurrent: 2, perMinute: 30, breaker: { failedLogins: 2, slowMs: 8000 } };
type Event = { at: number } & ({ begin: string } | { leave: string } | { met: Met } | { mend: true });

const failed: Met = { kind: 'login-failed' };
const busy = (why: string, retryAfterMs: number | null) => ({ kind: 'busy', why, retryAfterMs });

const cases: readonly { when: string; events: readonly Event[]; answers: readonly unknown[] }[] = [
  {
    when: 'two at once, the third when one leaves and the ration has one',
    events: [
      { at: 0, begin: 'a' },
      { at: 0, begin: 'b' },
      { at: 100, begin: 'c' },
      { at: 500, leave: 'a' },
      { at: 500, begin: 'c' },
      { at: 2000, begin: 'c' },
    ],
    answers: ['begin', 'begin', busy('concurrent', null), busy('rate', 1500), 'begin'],
  },
  {
    when: 'who is there already may stay',
    events: [
      { at: 0, begin: 'a' },
      { at: 1, begin: 'a' },
      { at: 2, begin: 'b' },
      { at: 3, begin: 'c' },
    ],
    answers: ['begin', 'begin', 'begin', busy('concurrent', null)],
  },
  {
    when: 'a clock set back gives nothing away',
    events: [
      { at: 9000, begin: 'a' },
      { at: 9000, begin: 'b' },
      { at: 9000, leave: 'a' },
      { at: 0, begin: 'c' },
      { at: 10_000, begin: 'c' },
      { at: 11_000, begin: 'c' },
    ],
    answers: ['begin', 'begin', busy('rate', 2000), busy('rate', 1000), 'begin'],
  },
  {
    when: 'failed sign-ins in a row stop the target until a person looks',
    events: [
      { at: 0, met: failed },
      { at: 0, met: { kind: 'signed-in' } },
      { at: 0, met: failed },
      { at: 0, begin: 'a' },
      { at: 1, leave: 'a' },
      { at: 1, met: failed },
      { at: 99_999_999, begin: 'b' },
      { at: 99_999_999, met: { kind: 'answered', tookMs: 1 } },
      { at: 99_999_999, begin: 'b' },
      { at: 99_999_999, mend: true },
      { at: 99_999_999, begin: 'b' },
    ],
    answers: ['begin', busy('broken', null), busy('broken', null), 'begin'],
  },
  {
    when: 'a slow target rests for a minute, then one goes first',
    events: [
      { at: 0, met: { kind: 'answered', tookMs: 8001 } },
      { at: 20_000, begin: 'a' },
      { at: 60_000, begin: 'a' },
      { at: 60_000, begin: 'b' },
      { at: 61_000, met: { kind: 'answered', tookMs: 200 } },
      { at: 61_000, begin: 'b' },
    ],
    answers: [busy('broken', 40_000), 'begin', busy('concurrent', null), 'begin'],
  },
];
test.each(cases)('$when', ({ events, answers }) => {
  let use: TargetUse = unused(limits, 0);
  const heard: unknown[] = [];
  for (const event of events) {
    if ('leave' in event) use = leave(use, event.leave);
    else if ('met' in event) use = met(limits, use, event.met, event.at);
    else if ('mend' in event) use = mended(use);
    else {
      const answer = begin(limits, use, event.begin, event.at);
      if (answer.kind === 'begin') use = answer.use;
      heard.push(answer.kind === 'begin' ? 'begin' : answer);
    }
  }
  expect(heard).toEqual(answers);
});

test('thirty runs of two seconds on two places need thirty seconds', () => {
  const wide: Limits = { ...limits, perMinute: 6000 };
  let use = unused(wide, 0);
  const waiting = Array.from({ length: 30 }, (_, at) => `run ${at}`);
  const ends = new Map<string, number>();
  let now = 0;
  let most = 0;
  while (waiting.length > 0 || ends.size > 0) {
    for (const [run, end] of ends) {
      if (end > now) continue;
      use = leave(use, run);
      ends.delete(run);
    }
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const answer = begin(wide, use, next, now);
      if (answer.kind === 'busy') break;
      use = answer.use;
      ends.set(next, now + 2000);
      waiting.shift();
    }
    most = Math.max(most, use.running.length);
    if (ends.size > 0) now = Math.min(...ends.values());
  }
  expect({ now, most }).toEqual({ now: 30_000, most: 2 });
});
