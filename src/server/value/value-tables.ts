import { type Tenure, ValueMetric } from '#domain/value.ts';
import type { ValueReport, ValueSlice } from '#protocol/value.ts';
import { callsOf, figureOf } from '#server/value/figure-of.ts';
import type { ValueGroup } from '#server/value/value-group.ts';

const tenureOrder: Readonly<Record<Tenure, number>> = { 'under-6': 0, '6-to-12': 1, 'over-12': 2, unknown: 3 };

/** The tables behind the page: every figure of both arms by week, team, queue and tenure. */
export function tablesOf(groups: readonly ValueGroup[]): ValueReport['tables'] {
  return {
    week: slices(groups, group => group.week),
    unit: slices(groups, group => group.unit),
    queue: slices(groups, group => group.queue),
    tenure: slices(groups, group => group.tenure).sort((a, b) => tenureOrder[a.key as Tenure] - tenureOrder[b.key as Tenure]),
  };
}

function slices(groups: readonly ValueGroup[], keyOf: (group: ValueGroup) => string): ValueSlice[] {
  return [...Map.groupBy(groups, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, some]) => ({
      key,
      calls: callsOf(some),
      figures: Object.fromEntries(ValueMetric.options.map(metric => [metric, figureOf(some, metric)])) as ValueSlice['figures'],
    }));
}
