import type { Rule, RuleOf } from '#domain/rule.ts';

/** A rule on a measured value. */
export type Metric = RuleOf<'metric'>;

/** A release's rules on measured values, by what they measure. */
export type Metrics = Readonly<Record<Metric['metric'], readonly Metric[]>>;

/** Sorts them so that those who speak up first come first: at a small value the rest need not be asked. */
export function metricsOf(rules: readonly Rule[]): Metrics {
  const metrics = rules.filter(rule => rule.kind === 'metric').sort((a, b) => floorOf(a) - floorOf(b));
  const of = (metric: Metric['metric']) => metrics.filter(rule => rule.metric === metric);
  return {
    answer: of('answer'),
    silence: of('silence'),
    'talk-over': of('talk-over'),
    'speech-rate': of('speech-rate'),
    hold: of('hold'),
    duration: of('duration'),
  };
}

/** The smallest value above which a rule may speak up, whatever the process. */
export function floorOf({ above, always, strict }: Metric): number {
  return Math.min(above ?? Number.POSITIVE_INFINITY, always ?? Number.POSITIVE_INFINITY, strict?.above ?? Number.POSITIVE_INFINITY);
}

/** The value above which a rule speaks up in this process. */
export function limitIn({ above, strict }: Metric, process: string | null): number {
  return strict?.processes.includes(process ?? '') ? strict.above : (above ?? Number.POSITIVE_INFINITY);
}

/** Whether a value is more or less than a rule allows. */
export function isOutside({ above, below }: Metric, value: number): boolean {
  return (above !== undefined && value > above) || (below !== undefined && value < below);
}
