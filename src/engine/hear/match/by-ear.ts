import { soundsOf } from '#engine/hear/match/sounds.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';

/** Words of one sound: their places in the list. */
export interface Alike {
  readonly sounds: readonly number[];
  readonly words: readonly string[];
  readonly places: readonly number[];
}

/** Words by how they sound, each sound once: 挂失 and 挂实 are two words of one sound. */
export function wordsBySound(words: readonly string[]): readonly Alike[] {
  const bySound = new Map<string, { sounds: readonly number[]; words: string[]; places: number[] }>();
  for (const [place, word] of words.entries()) {
    for (const sounds of soundsOf(word)) {
      const key = sounds.join();
      const group = bySound.get(key);
      if (!group) bySound.set(key, { sounds, words: [word], places: [place] });
      else {
        group.words.push(word);
        group.places.push(place);
      }
    }
  }
  return [...bySound.values()];
}

/** The words of each sound as one list of numbers: how many, then of each its symbol and its code units. `begins`: by sound, where. */
export function writeAlike(
  groups: readonly Alike[],
  symbolAt: { readonly [place: number]: number },
): { readonly words: Int32Array; readonly begins: Int32Array } {
  const words: number[] = [0]; // a name is above zero
  const begins = Int32Array.from(groups, ({ words: written, places }) => {
    const begin = words.push(written.length) - 1;
    for (const [index, word] of written.entries()) words.push(symbolAt[places[index] as number] as number, ...unitsOf(word));
    return begin;
  });
  return { words: Int32Array.from(words), begins };
}

/**
 * How many units of a text are as written from `at` on in `words`. Text that only sounds like a word may be that word misheard when at
 * least half of it is as written: 安权帐户 may be 安全账户, but 店附 in 酒店附近 only sounds like 垫付.
 */
export function unitsAsWritten(
  units: { readonly [at: number]: number },
  start: number,
  words: { readonly [at: number]: number },
  at: number,
  length: number,
): number {
  let same = 0;
  for (let index = 0; index < length; index++) if (units[start + index] === words[at + index]) same++;
  return same;
}
