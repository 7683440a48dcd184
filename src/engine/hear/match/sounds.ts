import { syllables } from '#engine/hear/tables/syllables.ts';

/** The syllable a character is usually read with, without tone, as a number; 0 when it has none. */
export function soundOf(unit: number): number {
  return syllableOf[unit] as number;
}

/** How words sound, syllable by syllable; null when a character is silent or the words are too short to tell by ear. */
export function soundsOf(words: string): number[] | null {
  const sounds: number[] = [];
  for (let at = 0; at < words.length; at++) sounds.push(soundOf(words.charCodeAt(at)));
  return sounds.length >= 2 && sounds.every(each => each > 0) ? sounds : null;
}

/** The same, by code unit. */
export const syllableOf = new Uint16Array(0x10000);
for (const [index, line] of syllables.split(' ').entries())
  for (const char of line.replace(/^[a-z]+/, '')) syllableOf[char.charCodeAt(0)] = index + 1;
