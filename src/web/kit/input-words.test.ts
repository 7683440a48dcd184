import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { inputWords } from '#web/kit/input-words.ts';
import { wordsZh } from '#web/kit/words-zh.ts';

beforeAll(() => i18next.init({ lng: 'zh', resources: { zh: { translation: wordsZh } }, interpolation: { escapeValue: false } }));

test.each([
  { why: 'is required', words: '必填' },
  { why: 'is none of 遗失, 被盗', words: '只能是：遗失, 被盗' },
  { why: 'has 4 digits and nothing else', words: '应为 4 位数字' },
  { why: 'has 4 to 6 digits and nothing else', words: '应为 4–6 位数字' },
  { why: 'is longer than 20 characters', words: '最多 20 个字' },
  { why: 'is a card, not a phone', words: 'is a card, not a phone' },
])('$why: $words', ({ why, words }) => expect(inputWords(why, i18next.t)).toBe(words));
