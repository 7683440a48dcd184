import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { practiceUsers } from '#practice/staff.ts';
import { readBotFile } from '#server/robots/read-bot.ts';

const folder = fileURLToPath(new URL('../../content/jianghai/robots', import.meta.url));

test.each(readdirSync(folder))('%s can be read, and signs in as somebody the practice bank knows', async file => {
  const reading = await readBotFile(`${folder}/${file}`);
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  const roles = Object.values(reading.bot.secrets).map(({ role }) => role);
  expect({ name: `${reading.bot.bot}.yaml`, known: roles.every(role => practiceUsers.some(({ duty }) => duty === role)) }).toEqual({
    name: file,
    known: true,
  });
});

const read = new Set(['title', 'checklist', 'say', 'choices', 'role', 'source', 'label', 'why', 'question', 'options', 'message', 'else']);
const ofPages = new Set(['columns', 'navigates']); // what stands on the bank's pages

/** Where a person reads something that has no English beside it; the text of an announcement is the bank's own. */
function withoutEnglish(held: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof held !== 'object' || held === null) return [];
  return Object.entries(held).flatMap(([key, value]) => {
    if (ofPages.has(key)) return [];
    const here = [...path, key];
    const texts: readonly unknown[] = read.has(key) && !('do' in held && held.do === 'announce') ? [value].flat() : [];
    const isChinese = texts.some(text => typeof text === 'string' && /\p{Script=Han}/u.test(text));
    return isChinese && !(`${key}En` in held) ? [here.join('.')] : withoutEnglish(value, here);
  });
}

test.each(readdirSync(folder))('%s says everything in English too', async file => {
  const reading = await readBotFile(`${folder}/${file}`);
  expect(withoutEnglish(reading.kind === 'read' ? reading.bot : null)).toEqual([]);
});
