import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** This process's figures, as /metrics shows them. Labels are closed sets: never an id, never a name. */
export const registry = new Registry();

/** Adds the figures of Node itself: memory, event loop, garbage collection. Once per process. */
export function measureProcess(): void {
  if (!registry.getSingleMetric('deskside_process_cpu_seconds_total')) collectDefaultMetrics({ register: registry, prefix: 'deskside_' });
}

export const httpSeconds = new Histogram({
  name: 'deskside_http_request_seconds',
  help: 'Time to answer an HTTP request.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
  registers: [registry],
});

/** A counter of ours; the same name again gives the same counter. */
export function counter<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
  return (
    (registry.getSingleMetric(name) as Counter<Label> | undefined) ??
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry] })
  );
}

/** A gauge of ours. */
export function gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Gauge<Label> {
  return (
    (registry.getSingleMetric(name) as Gauge<Label> | undefined) ??
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] })
  );
}

/** A histogram of ours, in seconds. */
export function histogram<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[] = [],
  buckets?: number[],
): Histogram<Label> {
  return (
    (registry.getSingleMetric(name) as Histogram<Label> | undefined) ??
    new Histogram({ name, help, labelNames: [...labelNames], registers: [registry], ...(buckets ? { buckets } : {}) })
  );
}
