import type { MarkClass } from '#domain/mark.ts';
import type { Chain, Link } from './chain.ts';
import { echoOf } from './echo.ts';
import { isSecret, type Named, namedBy, wanted } from './expect.ts';
import { isPublicNumber } from './harmless.ts';
import { isHaltingTail, isTailAlone, isTailFirst, splitTail, tailLength, takenBack, withoutExclamation } from './links.ts';
import { segments } from './segments.ts';
import { settle } from './settle.ts';
import { certainShape } from './shape.ts';
import { type Bench, groupsOf, lengthOf, plain, secret, type Verdict } from './verdict.ts';

/** Divides a chain into numbers and says of each what it is. */
export function judge(chain: Chain, bench: Bench): readonly Verdict[] {
  const links = takenBack(splitTail(withoutExclamation(chain.links, bench), bench), bench);
  const first = links[0] as Link;
  const named = namedBy(bench.text, bench.cues, first.piece.from, (links.at(-1) as Link).piece.to, bench.notBefore);
  if (named?.direct && named.kind === 'reference') return [plain('harmless', links)];
  if (named?.direct && named.kind === 'tail') {
    const taken = tailLength(links);
    if (taken > 0)
      return [
        plain('tail', links.slice(0, taken)),
        ...divided(links.slice(taken), null, chain.isLast, links[taken]?.gap === 'correction' ? bench : afterTail(bench)),
      ];
  }
  if (!named?.direct && isHaltingTail(links, bench)) return [plain('tail', links)];
  if (!named?.direct && isTailFirst(links, chain.isLast, bench))
    return [plain('tail', links.slice(0, 1)), ...divided(links.slice(1), null, chain.isLast, afterTail(bench))];
  const whole = wholeNumber(links, named, chain.isLast, bench);
  if (whole) return [whole];
  if (!named?.direct && continuesOpen(links, chain.isLast, bench)) return stretch(links, null, chain.isLast, bench);
  return divided(links, named?.kind === 'tail' ? null : named, chain.isLast, bench);
}

/** What follows a tail is no other. */
function afterTail(bench: Bench): Bench {
  return { ...bench, asked: bench.asked.filter(ask => ask.kind !== 'tail') };
}

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
  const isCut = isLast || /^\s?[,，.。!！?？;；]/.test(bench.text.slice((links.at(-1) as Link).piece.to));
  if (named?.direct && length === 1 && !isCut) return [plain('unknown', links)]; // card: 7 of 9
  const isOpen = open !== null && !open.isClosed && bench.isOwn && (!open.mayGrow || continuesOpen(links, isLast, bench));
  const kind = wanted(length, named, isOpen ? open.class : null, asked, lang);
  if (kind === null && links.length === 1 && isPublicNumber((links[0] as Link).piece)) return [plain('unknown', links)];
  if (kind === null) return startsMobile(links, isLast, bench) ? [secret('phone', links, isLast, false)] : [plain('unknown', links)];
  if (kind === 'tail') {
    const taken = tailLength(links);
    if (taken === 0) return stretch(links, null, isLast, afterTail(bench));
    const others = links.slice(taken);
    return [plain('tail', links.slice(0, taken)), ...(others.length > 0 ? stretch(others, null, isLast, afterTail(bench)) : [])];
  }
  if (!isOpen && isTailAlone(links, kind, named, isLast, bench)) return [plain('tail', links)];
  if (!isSecret(kind) || (!named?.direct && !isOpen && isOther(digits, kind, bench))) return [plain('harmless', links)];
  return [secret(kind, links, isLast, isOpen && open.class === kind)];
}

/** Digits that begin none of the telephone numbers asked for: the cross of an identity number, or few digits once the telephone is known. */
function isOther(digits: string, kind: MarkClass, { known, lang }: Bench): boolean {
  if (kind !== 'phone' || lang !== 'zh') return false;
  if (digits === 'X') return true;
  return digits.length <= 4 && !/^(?:1$|1[3-9]|0|86)/.test(digits) && known.some(value => value.class === 'phone');
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
