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
