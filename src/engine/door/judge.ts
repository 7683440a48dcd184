import type { MarkClass } from '#domain/mark.ts';
import type { Chain, Link } from './chain.ts';
import type { Cue } from './cue.ts';
import { isSecret, type Named, namedBy, wanted } from './expect.ts';
import { isPublicNumber } from './harmless.ts';
import type { Asked, Group, KnownValue, OpenNumber } from './memory.ts';
import { settle } from './settle.ts';
import { certainShape } from './shape.ts';

/** What a stretch of a chain turned out to be. */
export type Verdict =
  | {
      readonly kind: 'secret';
      readonly class: MarkClass;
      readonly from: number;
      readonly to: number;
      readonly groups: readonly Group[];
      readonly isLast: boolean;
      readonly continues: boolean;
    }
  | { readonly kind: 'echo'; readonly class: MarkClass; readonly number: number; readonly from: number; readonly to: number }
  | { readonly kind: 'tail' | 'harmless' | 'unknown'; readonly from: number; readonly to: number };

/** What is known when a chain is judged. */
export interface Bench {
  readonly text: string;
  readonly lang: 'zh' | 'en';
  readonly cues: readonly Cue[];
  readonly asked: readonly Asked[];
  readonly open: OpenNumber | null;
  readonly isOwn: boolean; // the open number is this speaker's
  readonly known: readonly KnownValue[];
  readonly notBefore: number; // a name before this place belongs to an earlier number
}

/** Divides a chain into numbers and says of each what it is. */
export function judge(chain: Chain, bench: Bench): readonly Verdict[] {
  const links = takenBack(splitTail(withoutExclamation(chain.links, bench), bench), bench);
  const first = links[0] as Link;
  const named = namedBy(bench.text, bench.cues, first.piece.from, (links.at(-1) as Link).piece.to, bench.notBefore);
  if (named?.direct && named.kind === 'reference') return [plain('harmless', links)];
  if (named?.direct && named.kind === 'tail') {
    const taken = tailLength(links);
    if (taken > 0) return [plain('tail', links.slice(0, taken)), ...divided(links.slice(taken), null, chain.isLast, bench)];
  }
  const whole = wholeNumber(links, named, chain.isLast, bench);
  if (whole) return [whole];
  if (!named?.direct && continuesOpen(links, chain.isLast, bench)) return stretch(links, null, chain.isLast, bench);
  return divided(links, named?.kind === 'tail' ? null : named, chain.isLast, bench);
}

/** Oh, one three eight …: no zero when nobody waits for a number. */
function withoutExclamation(links: readonly Link[], { text, open, asked, cues }: Bench): readonly Link[] {
  const [first, second] = links;
  if (!first?.piece.bare || second?.gap !== 'soft' || open || asked.length > 0 || cues.length > 0) return links;
  return text.startsWith('oh', first.piece.from) ? links.slice(1) : links;
}

/** Sorry, no, one two three: what was said in an earlier turn is corrected. */
function takenBack(links: readonly Link[], { text, open, isOwn }: Bench): readonly Link[] {
  const first = links[0] as Link;
  if (!open || open.isClosed || !isOwn || !correcting.test(text.slice(0, first.piece.from))) return links;
  return [{ ...first, gap: 'correction' }, ...links.slice(1)];
}

const correcting = /不对|错了|不是|应该是|更正|\bsorry\b|\bno\b|\bwrong\b|\bi mean\b|\bactually\b|\bcorrection\b/;

/** All groups of the chain, repetitions and corrections undone, are one number of the class expected. */
function wholeNumber(links: readonly Link[], named: Named | null, isLast: boolean, bench: Bench): Verdict | null {
  const open = bench.open && !bench.open.isClosed && !bench.open.mayGrow && bench.isOwn ? bench.open : null;
  const kind = wanted(lengthOf(links), named, open?.class ?? null, bench.asked, bench.lang);
  if (kind === null || !isSecret(kind) || links.length === 1) return null;
  const groups = groupsOf(links);
  for (const earlier of open && open.class === kind && open.groups.length > 0 ? [open.groups, []] : [[]]) {
    const settled = settle(kind, [...earlier, ...groups], { lang: bench.lang, isLast, isSplit: earlier.length > 0 });
    if (settled.isClosed && settled.valid) return secret(kind, links, isLast, earlier.length > 0);
  }
  return null;
}

/** The groups go on with the open number rather than beginning another. */
function continuesOpen(links: readonly Link[], isLast: boolean, { open, isOwn, lang }: Bench): boolean {
  if (!open || open.isClosed || !isOwn) return false;
  const digits = links.map(link => link.piece.digits).join('');
  const most = open.class === 'card' ? 19 : open.class === 'id' ? 18 : open.class === 'phone' ? 12 : 8;
  if (open.mayGrow && (!isLast || digits.length > most - open.length || digits.length > 3)) return false; // 16 good digits: perhaps the whole
  return open.length + digits.length <= most && certainShape(digits, lang, true)?.class !== open.class;
}

function divided(links: readonly Link[], named: Named | null, isLast: boolean, bench: Bench): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  let rest: Link[] = [];
  let isLoose = false; // a number put together from several groups may have taken the wrong ones
  const flush = (last: boolean) => {
    if (rest.length > 0) verdicts.push(...stretch(rest, verdicts.length === 0 || isLoose ? named : null, last, bench));
    rest = [];
  };
  for (const part of segments(links, bench)) {
    if (part.class === null) {
      rest.push(...part.links);
      continue;
    }
    flush(false);
    isLoose = part.links.length > 1;
    const isEnd = part.links.at(-1) === links.at(-1);
    verdicts.push(secret(overruled(part.class, verdicts.length === 0 ? named : null, part.links), part.links, isLast && isEnd, false));
  }
  flush(isLast);
  return verdicts;
}

/** A stretch without a certain shape: what it is hangs on its name, the open number and what was asked. */
function stretch(links: readonly Link[], named: Named | null, isLast: boolean, bench: Bench): readonly Verdict[] {
  const { open, asked, lang } = bench;
  const length = lengthOf(links);
  const digits = links.map(link => link.piece.digits).join('');
  if (named?.direct && named.kind === 'amount') return [plain('harmless', links)];
  if (!named?.direct && open && (!bench.isOwn || open.isClosed)) {
    const echo = echoOf(links, digits, open, bench, isLast);
    if (echo) return [echo];
  }
  const isOpen = open !== null && !open.isClosed && bench.isOwn && (!open.mayGrow || continuesOpen(links, isLast, bench));
  const kind = wanted(length, named, isOpen ? open.class : null, asked, lang);
  if (kind === null && links.length === 1 && isPublicNumber((links[0] as Link).piece)) return [plain('unknown', links)];
  if (kind === null) return startsMobile(links, isLast, bench) ? [secret('phone', links, isLast, false)] : [plain('unknown', links)];
  if (kind === 'tail') {
    const taken = tailLength(links);
    if (taken === 0) return stretch(links, null, isLast, { ...bench, asked: asked.filter(ask => ask.kind !== 'tail') });
    const others = links.slice(taken);
    const left = { ...bench, asked: asked.filter(ask => ask.kind !== 'tail') };
    return [plain('tail', links.slice(0, taken)), ...(others.length > 0 ? stretch(others, null, isLast, left) : [])];
  }
  if (!isSecret(kind)) return [plain('harmless', links)];
  return [secret(kind, links, isLast, isOpen && open.class === kind)];
}

/** The other side repeats a group to confirm it, or the same side says again what is already complete. */
function echoOf(links: readonly Link[], digits: string, open: OpenNumber, bench: Bench, isLast: boolean): Verdict | null {
  const from = (links[0] as Link).piece.from;
  const to = (links.at(-1) as Link).piece.to;
  const echo: Verdict = { kind: 'echo', class: open.class, number: open.number, from, to };
  const isBare = isLast && /^[\s,，。嗯啊哦是对好的后面那个就]*$/.test(bench.text.slice(0, from));
  const said = open.isClosed
    ? (bench.known.find(value => value.class === open.class && value.number === open.number)?.value ?? '')
    : open.groups.map(group => group.digits).join('');
  if (said !== '') {
    if (open.isClosed && !isBare && digits.length === 4 && said.endsWith(digits)) return null; // its tail is no secret
    if ((isBare || digits.length >= (bench.isOwn ? 4 : 3)) && said.includes(digits)) return echo;
  } else if (
    open.isClosed
      ? digits.length === open.length || (isBare && digits.length < open.length)
      : digits.length <= open.length && (digits.length >= 2 || isBare)
  )
    return echo;
  const corrects = links.some(link => link.gap === 'correction') || correcting.test(bench.text.slice(0, from));
  return isBare && (!open.isClosed || bench.isOwn) ? echo : open.isClosed && corrects && digits.length <= open.length ? echo : null;
}

interface Segment {
  readonly class: MarkClass | null;
  readonly links: readonly Link[];
}

/** The division of a chain that explains most digits as numbers of a certain shape, single groups first. */
function segments(links: readonly Link[], { text, lang, known }: Bench): readonly Segment[] {
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

/** 零零七二幺九九… in one breath, when the last four and the telephone were asked together. */
function splitTail(links: readonly Link[], { asked, lang }: Bench): readonly Link[] {
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

/** How many links make up a tail of three to six digits; 0 when the number is longer than a tail. */
function tailLength(links: readonly Link[]): number {
  let digits = 0;
  for (const [at, link] of links.entries()) {
    if (at > 0 && digits >= 3 && link.gap !== 'tight') return at;
    digits += link.piece.digits.length;
    if (digits > 6) return at > 0 && digits - link.piece.digits.length >= 3 && link.piece.digits.length >= 10 ? at : 0;
  }
  return links.length;
}

/** Nobody asked, no word said so, yet it reads like the beginning of a mobile number standing alone. */
function startsMobile(links: readonly Link[], isLast: boolean, { text, asked }: Bench): boolean {
  const first = (links[0] as Link).piece;
  const digits = links.map(link => link.piece.digits).join('');
  return (
    isLast &&
    asked.length === 0 &&
    first.how === 'spoken' &&
    /^幺/.test(text.slice(first.from)) &&
    /^1[3-9]\d(?:\d{4})?$/.test(digits) &&
    /^[\s,，嗯啊哦]*$/.test(text.slice(0, first.from))
  );
}

/** The name said before a number of certain shape may know better: an account number, an order number, a wrong card. */
function overruled(shape: MarkClass, named: Named | null, links: readonly Link[]): MarkClass {
  if (!named?.direct || !isSecret(named.kind) || named.kind === shape) return shape;
  const length = lengthOf(links);
  if (named.kind === 'card' && length >= 13 && shape === 'phone') return 'card';
  if (named.kind === 'id' && length === 18) return 'id';
  return named.kind === 'password' || named.kind === 'card' ? (named.kind === 'card' && shape !== 'card' ? shape : named.kind) : shape;
}

function secret(kind: MarkClass, links: readonly Link[], isLast: boolean, continues: boolean): Verdict {
  const groups = groupsOf(links);
  return {
    kind: 'secret',
    class: kind,
    from: (links[0] as Link).piece.from,
    to: (links.at(-1) as Link).piece.to,
    groups,
    isLast,
    continues,
  };
}

function plain(kind: 'tail' | 'harmless' | 'unknown', links: readonly Link[]): Verdict {
  return { kind, from: (links[0] as Link).piece.from, to: (links.at(-1) as Link).piece.to };
}

function groupsOf(links: readonly Link[]): readonly Group[] {
  return links.map(link => ({ digits: link.piece.digits, takesBack: link.gap === 'correction' }));
}

function lengthOf(links: readonly Link[]): number {
  return links.reduce((sum, link) => sum + link.piece.digits.length, 0);
}
