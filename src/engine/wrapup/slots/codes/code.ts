import type { Slot } from '#domain/slot.ts';
import { type Piece, piecesOf } from '#engine/wrapup/slots/codes/spelling.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';

/** The code spelled from a place on; an answer full of guesses is trusted less and replaces no plain one. What fits none of the slot's shapes is no code; without shapes, the longest run of letters and digits is. */
export function codeIn({ shapes }: Slot, text: string, from = 0): Read | null {
  const restated = restating.exec(text.slice(from));
  const again = restated ? from + restated.index + restated[0].length : from;
  for (const start of again === from ? [from] : [again, from]) {
    const pieces = piecesOf(text.slice(start));
    const found = shapes.length > 0 ? bestFit(shapes, pieces) : longestRun(pieces);
    if (found) {
      const [first, last] = [pieces[found.from] as Piece, pieces[found.to] as Piece];
      return { value: found.chars, span: [start + first.span[0], start + last.span[1]], confidence: 0.92 - 0.12 * found.cost };
    }
  }
  return null;
}

/** What follows is said in place of what was said before. */
const restating = /^.*\b(?:sorry|no wait|i mean|correction|make that|let me start again)\b/is;

interface Spelled {
  readonly chars: string;
  readonly cost: number;
  readonly from: number; // the first piece of it, and the last
  readonly to: number;
}

/** The reading of the pieces that fits a shape with the fewest guesses; the later of two alike. */
function bestFit(shapes: readonly string[], pieces: readonly Piece[]): Spelled | null {
  let best: Spelled | null = null;
  for (const shape of shapes) {
    const found = fitted(shape.replace(/[ -]/g, ''), pieces);
    if (found && found.cost <= guessing && (!best || found.cost < best.cost)) best = { ...found, chars: spaced(found.chars, shape) };
  }
  return best;
}

/** More guesses than this are none. */
const guessing = 1.6;

/** Pieces against the places of a shape, cheapest first at every place: pieces × places steps, however it is spelled. */
function fitted(places: string, pieces: readonly Piece[]): Spelled | null {
  let reached: (Spelled | undefined)[] = [{ chars: '', cost: 0, from: -1, to: -1 }];
  pieces.forEach(({ readings, skip }, at) => {
    const next = reached.map(spelled => spelled && { ...spelled, cost: spelled.cost + skip });
    reached.forEach((spelled, place) => {
      if (!spelled) return;
      for (const { chars, cost } of readings) {
        const fit = fitAt(places, place, chars);
        if (!fit) continue;
        const end = place + chars.length;
        const sum = spelled.cost + cost + fit.cost;
        const old = next[end];
        if (!old || sum <= old.cost)
          next[end] = { chars: spelled.chars + fit.chars, cost: sum, from: spelled.from < 0 ? at : spelled.from, to: at };
      }
    });
    reached = next;
  });
  return reached[places.length] ?? null;
}

function fitAt(places: string, place: number, chars: string): { readonly chars: string; readonly cost: number } | null {
  if (place + chars.length > places.length) return null;
  let fit = '';
  let cost = 0;
  for (let at = 0; at < chars.length; at++) {
    const [wanted, char] = [places.charAt(place + at), chars.charAt(at)];
    const found = holds(wanted, char) ? char : (confused[char]?.find(other => holds(wanted, other)) ?? null);
    if (found === null) return null;
    if (found !== char) cost += /[O0]/.test(char) ? 0.1 : 0.5;
    fit += found;
  }
  return { chars: fit, cost };
}

/** A: a letter. 9: a digit. *: either. Another letter or digit stands for itself. */
function holds(place: string, char: string): boolean {
  if (place === 'A') return /[A-Z]/.test(char);
  if (place === '9') return /\d/.test(char);
  return place === '*' || place === char;
}

/** Heard as the one, said as the other, where the shape wants a letter for a digit or a digit for a letter. */
const confused: Readonly<Record<string, readonly string[]>> = {
  O: ['0'], 0: ['O'], I: ['1'], L: ['1'], V: ['5'], F: ['5'], A: ['8'], E: ['3'], X: ['6'], S: ['6'], Q: ['2'], Z: ['2'], T: ['2'], N: ['9'], B: ['8'],
  1: ['I'], 8: ['A'], 2: ['Q'], 6: ['X'], 4: ['F'], 3: ['E'], 5: ['F'], 9: ['N'],
}; // biome-ignore format: a table

/** TQ64RS → TQ6 4RS, as the shape is written. */
function spaced(chars: string, shape: string): string {
  let at = 0;
  return [...shape].map(place => (/[ -]/.test(place) ? place : chars.charAt(at++))).join('');
}

/** The longest stretch in which every piece spells something plainly; the later of two alike. */
function longestRun(pieces: readonly Piece[]): Spelled | null {
  let best: Spelled | null = null;
  let run: Spelled | null = null;
  pieces.forEach((piece, at) => {
    const plain = piece.readings.find(({ cost }) => cost <= plainly);
    if (plain) run = { chars: (run?.chars ?? '') + plain.chars, cost: (run?.cost ?? 0) + plain.cost, from: run?.from ?? at, to: at };
    else run = null;
    if (run && run.chars.length >= (best?.chars.length ?? 0)) best = run;
  });
  return best && isCode(best) ? best : null;
}

const plainly = 0.2;

/** A few letters or a lone number are no code. */
function isCode({ chars }: Spelled): boolean {
  return chars.length >= 4 && /\d/.test(chars);
}
