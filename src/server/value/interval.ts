import type { Interval } from '#protocol/value.ts';
import type { Sum } from '#server/value/difference.ts';

const leastAgents = 5;
const normal975 = 1.959964;

/**
 * The 95 % interval of a sum over a sum, where calls of one agent are alike: a ratio estimate with agents as clusters, so that its variance is
 * that of what each agent is above or below the ratio, and Student's t with as many degrees of freedom as agents less one. Null with fewer than
 * five agents. `sums` has one entry an agent.
 */
export function intervalOf(sums: readonly Sum[]): Interval | null {
  const some = sums.filter(({ under }) => under > 0);
  const n = some.length;
  if (n < leastAgents) return null;
  const over = some.reduce((sum, one) => sum + one.over, 0);
  const under = some.reduce((sum, one) => sum + one.under, 0);
  const ratio = over / under;
  const apart = some.reduce((sum, one) => sum + (one.over - ratio * one.under) ** 2, 0);
  const half = (student975(n - 1) * Math.sqrt((apart * n) / (n - 1))) / under;
  return { low: Math.max(0, ratio - half), high: ratio + half };
}

/** The 97.5th percentile of Student's t, by the expansion of Cornish and Fisher: 2 % low at four degrees of freedom, exact to 0.1 % from ten. */
function student975(freedom: number): number {
  const z = normal975;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
