import type { Evidence } from '#domain/evidence.ts';
import type { Hit } from '#domain/hit.ts';
import type { Utterance } from '#domain/utterance.ts';

const longestQuote = 24;

/** The words a card quotes: the sentence around what it was found by. */
export function quote(utterance: Utterance, hit: Hit | null): string {
  const [from, to] = sentenceAround(utterance.text, hit?.span ?? [0, utterance.text.length]);
  const words = utterance.text.slice(from, to).trim();
  return words.length <= longestQuote ? words : `${words.slice(0, longestQuote - 1)}…`;
}

/** Where in the talk a card was asked for. */
export function evidenceOf({ position, revision, text }: Utterance, hit: Hit | null): Evidence {
  return hit
    ? { position, revision, span: [hit.span[0], hit.span[1]], concept: hit.concept }
    : { position, revision, span: [0, text.length] };
}

function sentenceAround(text: string, span: readonly [number, number]): readonly [number, number] {
  let from = span[0];
  let to = span[1];
  while (from > 0 && !/[,。!?;,.!?;…]/.test(text[from - 1] as string)) from--;
  while (to < text.length && !/[,。!?;,.!?;…]/.test(text[to] as string)) to++;
  return [from, to];
}
