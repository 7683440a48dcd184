import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import type { Problem } from '#domain/problem.ts';
import { refusal } from '#web/kit/refusal.ts';
import { wordsEn } from '#web/kit/words-en.ts';
import { wordsZh } from '#web/kit/words-zh.ts';

const cases: readonly { readonly problem: Problem; readonly zh: string; readonly en: string }[] = [
  { problem: { kind: 'closed', conversation: 'c' }, zh: '小结已确认，不能再改', en: 'the wrap-up is confirmed' },
  { problem: { kind: 'not-allowed', action: 'desk.use' }, zh: '您没有这个权限', en: 'you may not do this' },
  {
    problem: { kind: 'invalid', field: 'category', why: 'this call may be filed under 3 categories only' },
    zh: '最多归 3 类',
    en: 'at most 3 in all',
  },
  {
    problem: { kind: 'invalid', field: 'category', why: 'this call may be filed under one category only' },
    zh: '最多归 1 类',
    en: 'at most 1 in all',
  },
  { problem: { kind: 'internal', reference: 'x' }, zh: '服务器没有接受，请再试', en: 'the server did not take it' },
];

test.each(cases)('$problem.kind → $zh', ({ problem, ...says }) =>
  expect({ zh: refusal(problem, speaks(wordsZh)), en: refusal(problem, speaks(wordsEn)) }).toEqual(says),
);

function speaks(words: Readonly<Record<string, string>>): TFunction {
  return ((key: string, given: Record<string, unknown> = {}) =>
    (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name) => String(given[name]))) as unknown as TFunction;
}
