import { syllables } from '#engine/hear/tables/syllables.ts';

const spellingOf = new Map<string, string>();
for (const line of syllables.split(' ')) {
  const letters = /^[a-zü]+/.exec(line)?.[0] ?? '';
  for (const character of line.slice(letters.length)) spellingOf.set(character, letters.replaceAll('ü', 'v'));
}

/** The pinyin initials of a text: 口头挂失 → ktgs. Letters and digits stay, everything else is left out. */
export function initialsOf(text: string): string {
  return written(text, letters => letters.charAt(0));
}

/** The whole pinyin of a text as it is typed, without tones: 口头挂失 → koutouguashi. */
export function pinyinOf(text: string): string {
  return written(text, letters => letters);
}

function written(text: string, write: (letters: string) => string): string {
  let all = '';
  for (const character of text.toLowerCase()) {
    const letters = spellingOf.get(character);
    all += letters === undefined ? (/[a-z0-9]/.test(character) ? character : '') : write(letters);
  }
  return all;
}
