/** What became of what was shown, by kind and rule (or process, or article). */
export interface Count {
  readonly shown: number;
  readonly ignored: number;
  readonly dismissed: number;
  readonly used: number;
  readonly usedThenSaid: number;
}

/** Counts by `kind/key of its content`. */
export type Counts = Readonly<Record<string, Count>>;

const none: Count = { shown: 0, ignored: 0, dismissed: 0, used: 0, usedThenSaid: 0 };
const mostNames = 400;

/** One more of something. */
export function add(counts: Counts, name: string, what: keyof Count): Counts {
  const old = counts[name] ?? none;
  if (!(name in counts) && Object.keys(counts).length >= mostNames) return counts;
  return { ...counts, [name]: { ...old, [what]: old[what] + 1 } };
}
