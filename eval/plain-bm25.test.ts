import { expect, test } from 'vitest';
import { plainBm25 } from '#eval/plain-bm25.ts';

const find = plainBm25(['the annual fee of a credit card', 'limits of a transfer', '年费能不能免']);
const cases = [
  { query: 'annual fee', places: [0] },
  { query: 'a transfer', places: [1, 0] },
  { query: '免年费', places: [2] },
  { query: 'weather', places: [] },
] as const;
test.each(cases)('$query', ({ query, places }) => expect(find(query, 5).map(({ place }) => place)).toEqual(places));
