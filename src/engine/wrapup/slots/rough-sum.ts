import type { Read } from '#engine/wrapup/slots/person.ts';

/** About how much, in the words it was said in: 三五千 → 三五千元, 几千, 千儿八百. `near`: words it stands in or right behind. */
export function roughSum(text: string, near: readonly [number, number] | null = null): Read | null {
  for (const match of text.matchAll(rough)) {
    const span = [match.index, match.index + match[0].length] as const;
    if (near === null || (span[0] < near[1] + 3 && near[0] < span[1])) return { value: `${match[0]}元`, span };
  }
  return null;
}

const rough = /(?<![\p{Nd}零一二两三四五六七八九十百千万])(?:[一二两三四五六七八][二两三四五六七八九]|好?几)(?:[百千万]|十万)|千儿八百/gu;
