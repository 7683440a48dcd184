import { expect, test } from 'vitest';
import { search } from '#server/search/search.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

const cases = [
  { when: 'the title is typed', q: '口头挂失', kind: undefined, first: 'process/P01' },
  { when: 'its pinyin initials are typed', q: 'jjkktgs', kind: undefined, first: 'process/P01' },
  { when: 'its pinyin is typed', q: 'jiejikakoutou', kind: undefined, first: 'process/P01' },
  { when: 'a question is typed', q: '卡找到了怎么解挂', kind: 'article', first: 'article/K01' },
  { when: 'initials of an article are typed', q: 'gshdyx', kind: 'article', first: 'article/K02' },
  { when: 'an English name is typed', q: 'lost debit', kind: undefined, first: 'process/P01' },
  { when: 'nothing fits', q: 'zzzzqq', kind: undefined, first: undefined },
] as const;

test.each(cases)('$when → $first', async ({ q, kind, first }) => {
  const [hit] = search((await demoEngine()).content('zh'), q, kind);
  expect(hit && `${hit.kind}/${hit.key}`).toBe(first);
});
