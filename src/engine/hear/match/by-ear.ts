import { soundsOf } from '#engine/hear/match/sounds.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';

/** A word to be heard by sound: its symbol, and how it is written. */
export interface SpokenWord {
  readonly symbol: number;
  readonly units: readonly number[];
}

/** Words by how they sound, each sound once: 挂失 and 挂实 are two words of one sound. */
export function wordsBySound(
  words: readonly string[],
  firstSymbol: number,
): readonly { readonly sounds: readonly number[]; readonly words: readonly SpokenWord[] }[] {
  const bySound = new Map<string, { sounds: readonly number[]; words: SpokenWord[] }>();
  for (const [index, word] of words.entries()) {
    const spoken = { symbol: firstSymbol + index, units: unitsOf(word) };
    for (const sounds of soundsOf(word)) {
      const group = bySound.get(sounds.join());
      if (group) group.words.push(spoken);
      else bySound.set(sounds.join(), { sounds, words: [spoken] });
    }
  }
  return [...bySound.values()];
}

/**
 * Whether text that sounds like a word may be that word misheard: at least half of its characters are as written. 安权帐户 may be
 * 安全账户, but 店附 in 酒店附近 only sounds like 垫付.
 */
export function mayBeMisheard(units: { readonly [at: number]: number }, start: number, word: SpokenWord): boolean {
  let same = 0;
  for (let at = 0; at < word.units.length; at++) if (units[start + at] === word.units[at]) same++;
  return same * 2 >= word.units.length;
}
