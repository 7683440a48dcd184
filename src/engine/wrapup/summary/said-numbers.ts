import type { Lang } from '#domain/speaker.ts';
import { normalise } from '#engine/hear/normal/normalise.ts';

/** The numbers a text says, in figures or words, as figures. */
export function saidNumbers(text: string, lang: Lang): readonly string[] {
  const { units, length } = normalise(text, lang);
  return String.fromCharCode(...units.subarray(0, length)).match(/\d+(?:\.\d+)?/g) ?? [];
}
