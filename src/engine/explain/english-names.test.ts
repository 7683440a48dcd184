import { beforeAll, expect, test } from 'vitest';
import type { Release } from '#domain/release.ts';
import { plansOf } from '#engine/build.ts';
import { contentNames, englishNames } from '#engine/explain/english-names.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { demoFolder } from '#test/kit/built-demo.ts';

let release: Release;
beforeAll(async () => {
  ({ release } = await readFolder(demoFolder));
});

test.each([
  ['a process', '借记卡口头挂失', 'Lost debit card'],
  ['its step', '告知挂失有效期', 'How long it holds'],
  ['what must be said before', '确认前必说', 'Say before confirming'],
  ['a field', '遗失地点', 'Lost where'],
  ['a choice', '已报警', 'Called'],
  ['a rule', '涉诈线索未劝阻', 'Signs of a scam, no warning'],
  ['a category', '口头挂失', 'Report by phone'],
  ['what is still owed', '还来得及:安抚客户', 'Still time: reassure the customer'],
  ['a unit', '银行卡一班', 'Cards team 1'],
  ['what to do, not to say', '通话结束后请在小结里说明原因。', 'After the call, give the reason in the wrap-up.'],
  ['a queue', '投诉专席', 'Complaints desk'],
  ['where a bot hands over to', '危机应对岗', 'Crisis desk'],
  ['why a category is offered', '通话不到 20 秒,没有办成业务', 'Under 20 seconds, no business settled'],
  ["the engine's own words", '前两步说完后', 'after the 2 steps above'],
] as const)('%s is called in English: %s', (_, own, english) => expect(englishNames(release).get(own)).toBe(english));

test('every name of the demo bank that a screen may show has an English one', () => {
  expect(contentNames(release).filter(({ english }) => english === undefined)).toEqual([]);
});

test('what is learned does not depend on them', () => {
  const few = copyOf(release, (key, value) =>
    ['examples', 'unlike', 'talk'].includes(key) && Array.isArray(value) ? value.slice(0, 5) : value,
  );
  const bare = copyOf(few, (key, value) => (/[a-z]En$/u.test(key) ? undefined : value));
  expect(contentNames(bare).every(({ english }) => english === undefined)).toBe(true);
  expect(plansOf(bare)).toEqual(plansOf(few));
});

function copyOf(whole: Release, change: (key: string, value: unknown) => unknown): Release {
  return JSON.parse(JSON.stringify(whole), change) as Release;
}
