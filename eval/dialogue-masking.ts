import { markPattern } from '#domain/mark.ts';
import type { Truth } from '#eval/dialogue.ts';

/** Values that had to become marks, against marks made. n: values in the truth; precision also falls for harmless numbers that went. */
export interface MaskingFigures {
  readonly recall: number | null;
  readonly precision: number | null;
  readonly n: number;
}

/** Compares stored texts with what had to go and what had to stay. */
export function scoreMasking(runs: readonly { readonly texts: readonly string[]; readonly truth: Truth }[]): MaskingFigures {
  let wanted = 0;
  let hidden = 0;
  let marks = 0;
  let right = 0;
  for (const { texts, truth } of runs) {
    const { pii = [], notPii = [] } = truth;
    if (truth.pii === undefined) continue;
    texts.forEach((text, turn) => {
      const here = pii.filter(value => value.turn === turn);
      const made = [...text.matchAll(markPattern)].length;
      wanted += here.length;
      hidden += here.filter(value => !text.includes(value.text)).length;
      marks += made;
      right += Math.min(made, here.length);
      const gone = notPii.filter(number => number.turn === turn && !text.includes(number.text)).length;
      right = Math.max(0, right - gone);
    });
  }
  return { recall: ratio(hidden, wanted), precision: ratio(right, marks), n: wanted };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;
}
