import type { TFunction } from 'i18next';
import { type ValueMetric, valueScale } from '#domain/value.ts';
import type { Difference } from '#protocol/value.ts';

/** A figure as it is read: 92%, 11 s, 0.4, 0.7. */
export function figureWords(metric: ValueMetric, value: number | null): string {
  if (value === null) return '—';
  const { as } = valueScale[metric];
  if (as === 'percent') return `${round(value)}%`;
  return as === 'seconds' ? `${round(value)} s` : value.toFixed(value < 10 ? 1 : 0);
}

/** How far two arms are apart with the interval: −23 s [−26, −20]. */
export function differenceWords(metric: ValueMetric, { value, low, high }: Difference, t: TFunction): string {
  const { as } = valueScale[metric];
  const digits = (as === 'percent' || as === 'seconds') && Math.abs(value) >= 10 ? 0 : 1;
  const signed = (one: number) => `${one < 0 ? '−' : '+'}${Math.abs(one).toFixed(digits)}`;
  const unit = as === 'percent' ? ` ${t('points')}` : as === 'seconds' ? ' s' : '';
  return `${signed(value)}${unit} [${signed(low)}, ${signed(high)}]`;
}

function round(value: number): string {
  return value !== 0 && Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0);
}
