import { type ValueMetric, valueScale } from '#domain/value.ts';
import type { ArmFigures } from '#protocol/value.ts';
import type { Sum } from '#server/value/difference.ts';
import type { ValueGroup } from '#server/value/value-group.ts';

/** One figure of some groups of calls, for each arm: sum over sum, and over how many. */
export function figureOf(groups: readonly ValueGroup[], metric: ValueMetric): ArmFigures {
  const of = (arm: ValueGroup['arm']) => {
    const { over, under } = sumOf(
      groups.filter(group => group.arm === arm),
      metric,
    );
    return { value: under === 0 ? null : (scaleOf(metric) * over) / under, n: Math.round(under) };
  };
  return { assisted: of('assisted'), silent: of('silent') };
}

/** How many calls there are of each arm. */
export function callsOf(groups: readonly ValueGroup[]): { readonly assisted: number; readonly silent: number } {
  const of = (arm: ValueGroup['arm']) => groups.filter(group => group.arm === arm).reduce((sum, { calls }) => sum + calls, 0);
  return { assisted: of('assisted'), silent: of('silent') };
}

/** What a figure is the quotient of. */
export function sumOf(groups: readonly ValueGroup[], metric: ValueMetric): Sum {
  return {
    over: groups.reduce((sum, { sums }) => sum + sums[metric].over, 0),
    under: groups.reduce((sum, { sums }) => sum + sums[metric].under, 0),
  };
}

/** Shares are told in percent. */
export function scaleOf(metric: ValueMetric): number {
  return valueScale[metric].as === 'percent' ? 100 : 1;
}
