import { z } from 'zod';
import { ValueMetric } from '#domain/value.ts';

/** One figure: sum over sum, and over how many (answers, look-ups, calls …). null: nothing to divide by. */
export const Figure = z.object({ value: z.number().nullable(), n: z.number() });
export type Figure = z.infer<typeof Figure>;

/** Between what a figure lies with 95 % confidence, by how far its agents are apart. */
export const Interval = z.object({ low: z.number(), high: z.number() });
export type Interval = z.infer<typeof Interval>;

/** How far the assisted calls are from the silent ones, with a 95 % interval over resampled agents. */
export const Difference = z.object({ value: z.number(), low: z.number(), high: z.number(), agents: z.number().int() });
export type Difference = z.infer<typeof Difference>;

const arms = { assisted: Figure, silent: Figure };

/** A figure of both arms. */
export const ArmFigures = z.object(arms);
export type ArmFigures = z.infer<typeof ArmFigures>;

const callCounts = z.object({ assisted: z.number().int(), silent: z.number().int() });

/** One metric over the asked span, and by week. */
export const ValueRow = z.object({
  metric: ValueMetric,
  ...arms,
  difference: Difference.nullable(), // null: no silent calls in the same weeks, queues and tenures, or too few agents
  weeks: z.array(
    z.object({
      week: z.iso.date(),
      ...arms,
      intervals: z.object({ assisted: Interval.nullable(), silent: Interval.nullable() }), // null: fewer than five agents
    }),
  ),
});
export type ValueRow = z.infer<typeof ValueRow>;

/** One line of a table: every figure of one week, team, queue or tenure. */
export const ValueSlice = z.object({ key: z.string(), calls: callCounts, figures: z.record(ValueMetric, ArmFigures) });
export type ValueSlice = z.infer<typeof ValueSlice>;

/** What the tables are by. */
export const ValueDimension = z.enum(['week', 'unit', 'queue', 'tenure']);
export type ValueDimension = z.infer<typeof ValueDimension>;

/** GET /v1/reports/value?from=&to=&unit=&queue= */
export const ValueAsked = z.object({
  from: z.iso.date(),
  to: z.iso.date(), // exclusive
  unit: z.string().max(64).optional(),
  queue: z.string().max(64).optional(),
});
export type ValueAsked = z.infer<typeof ValueAsked>;

export const ValueReport = z.object({
  scope: z.enum(['own', 'units', 'all']), // own: an agent's own figures, nobody else's
  calls: callCounts,
  invented: z.number().int(), // of these calls, made for the demo
  oneChannel: z.number().int(), // voice calls where nobody can say who spoke over whom
  rows: z.array(ValueRow),
  tables: z.record(ValueDimension, z.array(ValueSlice)),
  units: z.array(z.object({ id: z.string(), name: z.string() })),
  queues: z.array(z.string()),
});
export type ValueReport = z.infer<typeof ValueReport>;
