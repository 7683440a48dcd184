/** A span of time, open to a side where it says null. */
export interface Span {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** The span between two deadlines in which both moments lie; null where a deadline lies between the moments. */
export function around(aMs: number, bMs: number, deadlines: readonly number[]): Span | null {
  let fromMs: number | null = null;
  let toMs: number | null = null;
  for (const atMs of deadlines) {
    if (atMs <= aMs !== atMs <= bMs) return null;
    if (atMs <= aMs) fromMs = fromMs === null ? atMs : Math.max(fromMs, atMs);
    else toMs = toMs === null ? atMs : Math.min(toMs, atMs);
  }
  return { fromMs, toMs };
}

/** Whether both moments lie in a span. */
export function isWithin(span: Span | null, aMs: number, bMs: number): boolean {
  if (span === null) return false;
  const { fromMs, toMs } = span;
  return (fromMs === null || (aMs >= fromMs && bMs >= fromMs)) && (toMs === null || (aMs < toMs && bMs < toMs));
}
