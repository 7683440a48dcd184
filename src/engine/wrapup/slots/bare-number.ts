import type { Heard, HitValue } from '#domain/hit.ts';
import type { Slot } from '#domain/slot.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';

type Span = readonly [number, number];

/** What answers a question though it does not say what it counts: a number by itself for a sum (一百以上吧), a time for so many months (一年吧). */
export function bareNumber({ type }: Slot, { values }: Heard, text: string, isFree: (span: Span) => boolean): HitValue | undefined {
  if (type === 'amount') return values.find(value => value.class === 'number' && isFree(value.span) && standsAlone(value, values, text));
  if (type !== 'number') return undefined;
  const months = values.flatMap(value => (value.class === 'term' && isFree(value.span) ? [{ value, count: monthsOf(value.value) }] : []));
  const first = months.find(({ count }) => count !== null);
  return first && { ...first.value, value: String(first.count) };
}

/** 给养老院一份,我自己留一份: of what is counted by ones there are as many as are named. */
export function onesIn(text: string, [from, to]: Span): Read | null {
  if (!/一份/u.test(text.slice(from, to)) || /[两二三四五六七八九\d]份/u.test(text)) return null;
  return { value: String(text.split('一份').length - 1), span: [from, to] };
}

/** Counts nothing and is of no date: 五百吧, not 五百个, 五号. */
function standsAlone({ span }: HitValue, values: readonly HitValue[], text: string): boolean {
  const isOfMore = values.some(other => other.class !== 'number' && other.span[0] < span[1] && span[0] < other.span[1]);
  return !isOfMore && /^(?:以上|往上|起|吧|嘛|啦|的|就|[,，。.!！?？、\s]|$)/u.test(text.slice(span[1]));
}

/** 一年 → 12, 半年 → 6, 18个月 → 18. */
function monthsOf(term: string): number | null {
  if (/^半年/.test(term)) return 6;
  const found = /^(\d+)(年半|年|个月)/.exec(term);
  if (!found) return null;
  const count = Number(found[1]);
  return found[2] === '个月' ? count : count * 12 + (found[2] === '年半' ? 6 : 0);
}
