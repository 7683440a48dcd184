import { secondReadings } from '#engine/hear/tables/second-readings.ts';
import { syllables } from '#engine/hear/tables/syllables.ts';

/** The syllable a character is usually read with, without tone, as a number; 0 when it has none. */
export function soundOf(unit: number): number {
  return syllableOf[unit] as number;
}

/**
 * How words may sound, syllable by syllable: 银行 as it is read character by character, and as it is said. Empty when a character is
 * silent or the words are too short to tell by ear.
 */
export function soundsOf(words: string): readonly (readonly number[])[] {
  if (words.length < 2) return [];
  let readings: number[][] = [[]];
  for (const char of words) {
    const usual = soundOf(char.charCodeAt(0));
    if (usual === 0 || char.length > 1) return [];
    const second = readings.length < mostReadings ? secondSound.get(char) : undefined;
    if (second !== undefined)
      readings = readings.flatMap(reading => [
        [...reading, usual],
        [...reading, second],
      ]);
    else for (const reading of readings) reading.push(usual);
  }
  return readings;
}

const mostReadings = 4;

/** The usual sound, by code unit. */
export const syllableOf = new Uint16Array(0x10000);
const numberOf = new Map<string, number>();
for (const [index, line] of syllables.split(' ').entries()) {
  const syllable = /^[a-z]+/.exec(line)?.[0] ?? '';
  numberOf.set(syllable, index + 1);
  for (const char of line.slice(syllable.length)) syllableOf[char.charCodeAt(0)] = index + 1;
}

const secondSound = new Map(
  Object.entries(secondReadings).map(([char, syllable]) => {
    const sound = numberOf.get(syllable);
    if (sound === undefined) throw new Error(`no character is usually read ${syllable}`);
    return [char, sound] as const;
  }),
);
