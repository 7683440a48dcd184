import { markPattern } from '#domain/mark.ts';

/** A stretch of stored text: words, or one sealed value. from and to count in the stored text. */
export type Stretch =
  | { readonly kind: 'words'; readonly text: string; readonly from: number; readonly to: number }
  | {
      readonly kind: 'mark';
      readonly mark: string;
      readonly class: string;
      readonly tail?: string;
      readonly from: number;
      readonly to: number;
    };

/** Parts stored text into words and marks. */
export function partMarks(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const found of text.matchAll(markPattern)) {
    if (found.index > at) stretches.push({ kind: 'words', text: text.slice(at, found.index), from: at, to: found.index });
    at = found.index + found[0].length;
    stretches.push({ kind: 'mark', mark: found[0], class: found[1] ?? '', tail: found[3], from: found.index, to: at });
  }
  if (at < text.length) stretches.push({ kind: 'words', text: text.slice(at), from: at, to: text.length });
  return stretches;
}

/** Stored text without what is sealed in it: of each mark the tail. */
export function withTails(text: string): string {
  return partMarks(text)
    .map(part => (part.kind === 'words' ? part.text : `••••${part.tail ?? ''}`))
    .join('');
}
