import type { Link } from './chain.ts';
import type { Kind } from './cue.ts';
import type { Named } from './expect.ts';
import { certainShape } from './shape.ts';
import { type Bench, lengthOf } from './verdict.ts';

/** Oh, one three eight …: no zero when nobody waits for a number. */
export function withoutExclamation(links: readonly Link[], { text, open, asked, cues }: Bench): readonly Link[] {
  const [first, second] = links;
  if (!first?.piece.bare || second?.gap !== 'soft' || open || asked.length > 0 || cues.length > 0) return links;
  return text.startsWith('oh', first.piece.from) ? links.slice(1) : links;
}

/** Sorry, no, one two three: what was said in an earlier turn is corrected. */
export function takenBack(links: readonly Link[], { text, open, isOwn }: Bench): readonly Link[] {
  const first = links[0] as Link;
  if (!open || open.isClosed || !isOwn || !correcting.test(text.slice(0, first.piece.from))) return links;
  return [{ ...first, gap: 'correction' }, ...links.slice(1)];
}

/** Words that take back what was said before. */
export const correcting = /不对|错了|不是|应该是|更正|\bsorry\b|\bno\b|\bwrong\b|\bi mean\b|\bactually\b|\bcorrection\b/;

/** 零零七二幺九九… in one breath, when the last four and the telephone were asked together. */
export function splitTail(links: readonly Link[], { asked, lang }: Bench): readonly Link[] {
  if (!asked.some(ask => ask.kind === 'tail' && ask.certain)) return links;
  return links.flatMap(link => {
    const { piece } = link;
    if (piece.digits.length !== 15 || certainShape(piece.digits.slice(4), lang, true)?.class !== 'phone') return [link];
    const cut = piece.starts[4] as number;
    return [
      { ...link, piece: { ...piece, to: cut, digits: piece.digits.slice(0, 4), starts: piece.starts.slice(0, 4) } },
      { gap: 'tight' as const, piece: { ...piece, from: cut, digits: piece.digits.slice(4), starts: piece.starts.slice(4) } },
    ];
  });
}

/** 四、四六、四六幺零: a tail whose beginning was said first, or the digit that was wanted (八!幺二三八). */
export function isHaltingTail(links: readonly Link[], { asked }: Bench): boolean {
  const last = links.at(-1)?.piece.digits ?? '';
  const isWanted = links.length > 1 && last.length === 4 && asked.some(ask => ask.kind === 'tail' && ask.certain);
  return isWanted && links.slice(0, -1).every(({ piece }) => piece.digits.length < 4 && last.includes(piece.digits));
}

/** 五零零六,幺九九,零零零零,四四幺九: whether the first group is the tail asked for, and all that follows the telephone asked for with it, or its beginning. */
export function isTailFirst(links: readonly Link[], isLast: boolean, { asked, lang }: Bench): boolean {
  const first = links[0]?.piece.digits ?? '';
  if (first.length !== 4 || !['tail', 'phone'].every(kind => asked.some(ask => ask.kind === kind && ask.certain))) return false;
  const others = links
    .slice(1)
    .map(({ piece }) => piece.digits)
    .join('');
  const begins = isLast && lang === 'zh' && /^1[3-9]\d{1,8}$/.test(others) && !/^1[3-9]/.test(first);
  return begins || certainShape(others, lang, true)?.class === 'phone';
}

/** 证件四幺零六,手机…; 石光明,八幺幺三,手机是…: four digits, and on to another number, or to the telephone that was waited for. */
export function isTailAlone(links: readonly Link[], kind: Kind, named: Named | null, isLast: boolean, { cues, text }: Bench): boolean {
  if (isLast || lengthOf(links) !== 4) return false;
  const { to } = (links.at(-1) as Link).piece;
  const next = cues.find(({ from }) => from >= to && from - to <= 4);
  if (kind === 'id') return next !== undefined && next.kind !== 'id';
  return kind === 'phone' && !named?.direct && next?.kind === 'phone' && numberFollows.test(text.slice(next.to));
}

/** 手机是幺九九 */
const numberFollows = /^[号码是:：,，.…\s]{0,6}[\d幺一零]/;

/** How many links make up a tail of three to six digits; 0 when the number is longer than a tail. */
export function tailLength(links: readonly Link[]): number {
  let digits = 0;
  for (const [at, link] of links.entries()) {
    if (at > 0 && digits >= 3 && link.gap !== 'tight') return at;
    digits += link.piece.digits.length;
    if (digits > 6) return at > 0 && digits - link.piece.digits.length >= 3 && link.piece.digits.length >= 10 ? at : 0;
  }
  return links.length;
}
