import { type Cue, isConnected } from './cue.ts';
import { type Gap, mayGoOn, readGap } from './gap.ts';
import { hasSign, hasUnit } from './harmless.ts';
import type { Piece } from './piece.ts';

/** A link of a chain: a group of digits and what stands between it and the one before. */
export interface Link {
  readonly piece: Piece;
  readonly gap: Exclude<Gap, null>;
}

/** Groups of digits with nothing but pauses, fillers and corrections between them: one number, or a few in a row. */
export interface Chain {
  readonly links: readonly Link[];
  readonly isLast: boolean;
}

/** Strings pieces into chains; counts, amounts, dates and words that only look like digits stay out (they are given back as `loose`). */
export function stringUp(
  text: string,
  pieces: readonly Piece[],
  cues: readonly Cue[],
  expected: 'number' | 'nothing',
): { chains: readonly Chain[]; loose: readonly Piece[] } {
  const loose: Piece[] = [];
  const chains: Link[][] = [];
  let last: Piece | null = null;
  for (const [at, piece] of pieces.entries()) {
    if (isHarmless(text, pieces, at, cues, expected)) {
      loose.push(piece);
      last = null;
      continue;
    }
    const gap: Gap =
      last && !cues.some(cue => cue.from >= (last as Piece).to && cue.to <= piece.from) ? readGap(text, last.to, piece.from) : null;
    const chain = chains.at(-1);
    if (gap && chain && chain.length < 64) chain.push({ piece, gap });
    else chains.push([{ piece, gap: 'tight' }]);
    last = piece;
  }
  return { chains: chains.map(links => ({ links, isLast: mayGoOn(text, (links.at(-1) as Link).piece.to) })), loose };
}

function isHarmless(text: string, pieces: readonly Piece[], at: number, cues: readonly Cue[], expected: 'number' | 'nothing'): boolean {
  const piece = pieces[at] as Piece;
  if (hasUnit(text, piece) || (hasSign(text, piece) && piece.digits.length < 10)) return true;
  if (cues.some(cue => cue.from <= piece.from && cue.to >= piece.to)) return true; // 后四位, cvv2
  if (!piece.bare && piece.how !== 'quantity') return false;
  const before = pieces[at - 1];
  const after = pieces[at + 1];
  const joinsBefore = before !== undefined && !hasUnit(text, before) && readGap(text, before.to, piece.from) !== null;
  const joinsAfter = after !== undefined && !hasUnit(text, after) && readGap(text, piece.to, after.from) !== null;
  if (joinsBefore || joinsAfter) return false;
  return expected === 'nothing' || !standsAlone(text, piece, cues);
}

/** Nothing but connecting words before it, and a pause or the end behind it. */
function standsAlone(text: string, piece: Piece, cues: readonly Cue[]): boolean {
  if (!mayGoOn(text, piece.to) && !/^\s?[,，.。!！?？;；]/.test(text.slice(piece.to))) return false;
  const from = cues.findLast(cue => cue.to <= piece.from)?.to ?? 0;
  return piece.from === from || readGap(text, from, piece.from) !== null || isConnected(text.slice(from, piece.from));
}
