import { expect, test } from 'vitest';
import { look, type Meter, nextMs, openAt, pass, unseen } from '#web/desk/paint-meter.ts';

type Step = readonly ['seen' | 'gone' | 'tick', number];
const readAfterMs = 5000;
const cases: readonly {
  when: string;
  steps: readonly Step[];
  is: readonly [painted: boolean, read: boolean, openMs: number, next: number | null];
}[] = [
  { when: 'nobody looked', steps: [['tick', 9000]], is: [false, false, 0, null] },
  {
    when: 'less than a second',
    steps: [
      ['seen', 0],
      ['gone', 999],
    ],
    is: [false, false, 999, null],
  },
  {
    when: 'a second',
    steps: [
      ['seen', 0],
      ['tick', 1000],
    ],
    is: [true, false, 1000, 5000],
  },
  {
    when: 'two halves of a second are none',
    steps: [
      ['seen', 0],
      ['gone', 600],
      ['seen', 700],
      ['tick', 1400],
    ],
    is: [false, false, 1300, 1700],
  },
  {
    when: 'a second that ends in hiding is one',
    steps: [
      ['seen', 0],
      ['gone', 1000],
    ],
    is: [true, false, 1000, null],
  },
  {
    when: 'long enough to read',
    steps: [
      ['seen', 0],
      ['tick', 1000],
      ['tick', 5000],
    ],
    is: [true, true, 5000, null],
  },
  {
    when: 'reading goes on after a break',
    steps: [
      ['seen', 0],
      ['gone', 3000],
      ['seen', 9000],
      ['tick', 11_000],
    ],
    is: [true, true, 5000, null],
  },
  {
    when: 'the rest after a break is asked for',
    steps: [
      ['seen', 0],
      ['gone', 3000],
      ['seen', 9000],
    ],
    is: [true, false, 3000, 11_000],
  },
  {
    when: 'hidden time does not count',
    steps: [
      ['seen', 0],
      ['gone', 2000],
      ['tick', 60_000],
    ],
    is: [true, false, 2000, null],
  },
]; // prettier-ignore
test.each(cases)('$when', ({ steps, is }) => {
  let meter: Meter = unseen;
  let now = 0;
  for (const [what, at] of steps) {
    now = at;
    meter = what === 'tick' ? pass(meter, at, readAfterMs) : look(meter, what === 'seen', at, readAfterMs);
  }
  expect([meter.painted, meter.read, openAt(meter, now), nextMs(meter, readAfterMs)]).toEqual(is);
});
