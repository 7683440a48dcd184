import type { MarkClass } from '#domain/mark.ts';
import { type Cue, isConnected } from './cue.ts';
import type { Stretch } from './email.ts';
import type { Asked } from './memory.ts';

/** A number with letters in it that is a secret: an international account number, a passport or insurance number. */
export interface Lettered extends Stretch {
  readonly class: MarkClass;
}

const iban = /(?<![a-z0-9])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?![a-z0-9])/g;
const document = /(?<![a-z0-9])(?:[a-z]{1,3}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}(?:[ -]?\d{1,9})?(?:[ -]?[a-z])?)(?![a-z0-9])/g;

/** Finds account numbers by their check digits, and papers with letters where a word or a question makes them one; folded text. */
export function findLettered(text: string, cues: readonly Cue[], asked: readonly Asked[]): readonly Lettered[] {
  if (!/[a-z][ -]?\d/.test(text)) return [];
  const found: Lettered[] = [];
  for (const match of text.matchAll(iban)) {
    const value = match[0].replace(/[ -]/g, '');
    if (value.length >= 15 && ibanHolds(value))
      found.push({ from: match.index, to: match.index + match[0].length, value: value.toUpperCase(), class: 'card' });
  }
  const isAsked = asked.some(ask => ask.certain && ask.kind === 'id');
  for (const match of text.matchAll(document)) {
    const from = match.index;
    const cue = cues.findLast(cue => cue.to <= from);
    const isNamed = cue?.kind === 'id' && isConnected(text.slice(cue.to, from));
    if (!isNamed && !(isAsked && cues.length === 0)) continue;
    if (found.some(other => other.from < from + match[0].length && other.to > from)) continue;
    found.push({ from, to: from + match[0].length, value: match[0].replace(/[ -]/g, '').toUpperCase(), class: 'id' });
  }
  return found;
}

/** ISO 7064 mod 97-10. */
function ibanHolds(value: string): boolean {
  let rest = 0;
  for (const char of value.slice(4) + value.slice(0, 4)) {
    const code = /\d/.test(char) ? char : String(char.charCodeAt(0) - 87);
    for (const digit of code) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
