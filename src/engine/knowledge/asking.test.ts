import { expect, test } from 'vitest';
import { spokenLength } from '#engine/knowledge/asking.ts';

const cases = [
  { text: '', length: 0 },
  { text: '年费能免吗?', length: 5 },
  { text: 'yes, please', length: 4 },
  { text: '尾号3368的卡', length: 6 },
  { text: "I don't know…", length: 6 },
] as const;
test.each(cases)('$text counts $length', ({ text, length }) => expect(spokenLength(text)).toBe(length));
