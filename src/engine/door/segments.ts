import type { MarkClass } from '#domain/mark.ts';
import type { Link } from './chain.ts';
import { certainShape } from './shape.ts';
import type { Bench } from './verdict.ts';

/** A stretch of a chain that is a number of a certain shape, or (null) has none. */
export interface Segment {
  readonly class: MarkClass | null;
  readonly links: readonly Link[];
}

/** The division of a chain that explains most digits as numbers of a certain shape, single groups first. */
export function segments(links: readonly Link[], { text, lang, known }: Bench): readonly Segment[] {
  const best: { score: number; cut: number; class: MarkClass | null }[] = [{ score: 0, cut: 0, class: null }];
  for (let end = 1; end <= links.length; end++) {
    best[end] = { score: (best[end - 1] as { score: number }).score, cut: end - 1, class: null };
    let digits = '';
    for (let start = end - 1; start >= 0 && digits.length < 24; start--) {
      const link = links[start] as Link;
      digits = link.piece.digits + digits;
      const inside = links.slice(start + 1, end);
      const soft = inside.filter(each => each.gap !== 'tight').length;
      const shape =
        known.find(value => value.value === digits)?.class ??
        certainShape(digits, lang, soft === 0)?.class ??
        abroad(text, link, digits, soft);
      if (!shape || (shape === 'phone' && soft > 0 && !isMobile(digits) && link.piece.how === 'typed')) continue;
      const score = (best[start] as { score: number }).score + digits.length + (inside.length === 0 ? 100 : 50) - soft * 2 - inside.length;
      if (score > (best[end] as { score: number }).score) best[end] = { score, cut: start, class: shape };
    }
  }
  const parts: Segment[] = [];
  for (let end = links.length; end > 0; end = (best[end] as { cut: number }).cut) {
    const { cut, class: found } = best[end] as { cut: number; class: MarkClass | null };
    parts.unshift({ class: found, links: links.slice(cut, end) });
  }
  return parts;
}

function isMobile(digits: string): boolean {
  return /^(?:1[3-9]|07)\d{9}$/.test(digits);
}

/** +46 8 928 571 38: a plus makes it a telephone number. */
function abroad(text: string, first: Link, digits: string, soft: number): MarkClass | null {
  const hasPlus = first.piece.how === 'typed' && /\+\s?$/.test(text.slice(Math.max(0, first.piece.from - 2), first.piece.from));
  return hasPlus && soft === 0 && digits.length >= 8 && digits.length <= 15 ? 'phone' : null;
}
