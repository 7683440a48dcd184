import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inChinese } from '#web/robots/runs/trouble-sentences.ts';

const cases = [
  { english: 'the page took too long', chinese: '页面太久没有反应' },
  { english: 'core.bank answered 503', chinese: 'core.bank 返回 503' },
  { english: 'the field kept 3 of 8 characters that were typed, or other ones', chinese: '输入 8 个字符，栏里留下 3 个，或不一样' },
  { english: 'nothing on the page is aria/提交, nor any of 2 other selectors', chinese: '页面上没有 aria/提交，另外 2 种找法也没有' },
  { english: 'the bank says something of its own', chinese: null },
];
test.each(cases)('$english → $chinese', ({ english, chinese }) => expect(inChinese(english)).toBe(chinese));

test('every sentence that a robot’s own trouble is told in has its Chinese', () => {
  const folders = ['src/adapters/playwright', 'src/server/robots', 'src/robots'];
  const files = folders.flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)));
  const sources = files.filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts')).map(name => readFileSync(name, 'utf8'));
  const told = sources.flatMap(source =>
    [...source.matchAll(/\b(?:refuse|trouble|systemTrouble|failed)\((?:path, )?'[A-Z_]+',\s*(?:'([^'\n]+)'|`([^`\n]+)`)\s*[,)]/g)].map(
      ([, plain, template]) => plain ?? (template ?? '').replace(/\$\{[^{}]*\}/g, 'x'),
    ),
  );
  expect(told.length).toBeGreaterThan(70);
  const forPeople = told.filter(sentence => !/^(refused|given up) by /.test(sentence)); // peopleSaid has these
  const bare = /^[x: ,]*(, not x)?$/; // nothing but what differs
  expect(forPeople.filter(sentence => inChinese(sentence) === null && !bare.test(sentence))).toEqual([]);
});
