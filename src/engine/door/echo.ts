import type { Link } from './chain.ts';
import { correcting } from './links.ts';
import type { OpenNumber } from './memory.ts';
import type { Bench, Verdict } from './verdict.ts';

/** The other side repeats a group to confirm it, or the same side says again what is already complete. */
export function echoOf(links: readonly Link[], digits: string, open: OpenNumber, bench: Bench, isLast: boolean): Verdict | null {
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
