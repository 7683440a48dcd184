import type { HitValue } from '#domain/hit.ts';
import type { FoundValue } from '#engine/hear/values/find-values.ts';

/** The longest values only, in order: the 5 of 5天 is no value beside it. A date and a time may share words. */
export function widest(values: readonly FoundValue[]): FoundValue[] {
  return values
    .filter(
      value =>
        !values.some(
          other =>
            other !== value &&
            other.start <= value.start &&
            other.end >= value.end &&
            (other.end - other.start > value.end - value.start || rank[other.class] < rank[value.class]),
        ),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end || rank[a.class] - rank[b.class]);
}

const rank: Readonly<Record<HitValue['class'], number>> = {
  mark: 0,
  amount: 1,
  percent: 2,
  date: 3,
  time: 4,
  term: 5,
  digits: 6,
  number: 7,
};
