import { soundOf } from '#engine/hear/match/sounds.ts';
import { syllables } from '#engine/hear/tables/syllables.ts';
import { chance, type Dice, pick } from '#eval/dice.ts';

/** Writes a text as a recogniser may mishear it: this share of its characters, each as another of the same syllable. */
export function mishear(text: string, share: number, dice: Dice): string {
  return [...text]
    .map(char => {
      const alike = bySyllable[soundOf(char.charCodeAt(0)) - 1]?.filter(other => other !== char) ?? [];
      return alike.length > 0 && chance(dice, share) ? pick(dice, alike) : char;
    })
    .join('');
}

/** The characters of each syllable, the commoner half only: nobody's recogniser writes the rare ones. */
const bySyllable = syllables.split(' ').map(line => {
  const chars = [...line.replace(/^[a-z]+/, '')];
  return chars.slice(0, Math.max(2, Math.ceil(chars.length / 2)));
});
