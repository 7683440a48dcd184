import { ValueMetric } from '#domain/value.ts';
import { csvLine } from '#server/csv-line.ts';
import type { ValueGroup } from '#server/value/read-value.ts';

/** The table behind the page: both sums of every metric by team, week, queue, tenure and arm. No line is one person's. */
export function valueCsv(groups: readonly ValueGroup[]): string {
  const head = [
    'unit',
    'week',
    'queue',
    'tenure',
    'arm',
    'calls',
    ...ValueMetric.options.flatMap(metric => [`${metric} sum`, `${metric} of`]),
  ];
  const lines = [...Map.groupBy(groups, ({ unit, week, queue, tenure, arm }) => [unit, week, queue, tenure, arm].join('\t'))].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  return `\uFEFF${[
    csvLine(head),
    ...lines.map(([key, some]) =>
      csvLine([
        ...key.split('\t'),
        some.reduce((sum, { calls }) => sum + calls, 0),
        ...ValueMetric.options.flatMap(metric => [
          round(some.reduce((sum, { sums }) => sum + sums[metric].over, 0)),
          round(some.reduce((sum, { sums }) => sum + sums[metric].under, 0)),
        ]),
      ]),
    ),
  ].join('')}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
