import type { Tenure, ValueMetric } from '#domain/value.ts';
import type { Sum } from '#server/value/difference.ts';

/** Whose calls are read: everybody's, those of some units, or one agent's own. */
export type ValueScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'units'; readonly units: readonly string[] }
  | { readonly kind: 'own'; readonly staffNo: string };

/** One group of calls (agent, week, queue, tenure, arm) with both sums of every metric. */
export interface ValueGroup {
  readonly agent: string;
  readonly unit: string;
  readonly week: string;
  readonly queue: string;
  readonly tenure: Tenure;
  readonly arm: 'assisted' | 'silent';
  readonly calls: number;
  readonly invented: number; // of these, made for the demo
  readonly oneChannel: number; // voice calls without a channel for each side: nobody can say who spoke over whom
  readonly sums: Readonly<Record<ValueMetric, Sum>>;
}
