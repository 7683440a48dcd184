import { expect, test } from 'vitest';
import { demoPeople } from '#server/people/demo-people.ts';
import { wordsEn } from '#web/kit/words-en.ts';
import { wordsZh } from '#web/kit/words-zh.ts';

test.each([
  ['zh', wordsZh],
  ['en', wordsEn],
])('the sign-in page names every role of the demo and what it does, in %s', (_, words) => {
  const known = new Set(Object.keys(words));
  const roles = [...new Set(demoPeople().map(({ role }) => role))];
  expect(roles.flatMap(role => [`role-${role}`, `does-${role}`]).filter(key => !known.has(key))).toEqual([]);
});
