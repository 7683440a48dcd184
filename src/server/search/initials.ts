import { syllables } from '#engine/hear/tables/syllables.ts';

const letterOf = new Map<string, string>();
for (const line of syllables.split(' ')) {
  const letters = /^[a-zü]+/.exec(line)?.[0] ?? '';
  for (const character of line.slice(letters.length)) letterOf.set(character, letters.charAt(0));
}

/** The pinyin initials of a text: 口头挂失 → ktgs. Letters and digits stay, everything else is left out. */
export function initialsOf(text: string): string {
  let initials = '';
  for (const character of text.toLowerCase()) initials += letterOf.get(character) ?? (/[a-z0-9]/.test(character) ? character : '');
  return initials;
}
