import { expect, test } from 'vitest';
import { findLeaves } from '#server/search/find-leaves.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

const cases = [
  { when: 'the name is typed', q: '本人挂失', lang: 'zh', first: '借记卡/挂失与补卡/口头挂失/本人挂失' },
  { when: 'the initials of the name are typed', q: 'brgs', lang: 'zh', first: '借记卡/挂失与补卡/口头挂失/本人挂失' },
  { when: 'its pinyin is typed', q: 'benrengua', lang: 'zh', first: '借记卡/挂失与补卡/口头挂失/本人挂失' },
  { when: 'a level above and the leaf are typed', q: '借记卡 境外', lang: 'zh', first: '借记卡/挂失与补卡/口头挂失/境外挂失' },
  { when: 'the same by initials', q: 'jjk jwgs', lang: 'zh', first: '借记卡/挂失与补卡/口头挂失/境外挂失' },
  { when: 'the code is typed', q: '010103', lang: 'zh', first: '账户与存款/账户开立/三类户线上开立' },
  { when: 'English is typed', q: 'opening proxy', lang: 'en', first: 'Accounts & Deposits/Account opening/Opening by proxy' },
  { when: 'English is typed for a Chinese call', q: 'debit from abroad', lang: 'zh', first: '借记卡/挂失与补卡/口头挂失/境外挂失' },
  { when: 'one of the words stands nowhere', q: '本人挂失 zzqq', lang: 'zh', first: undefined },
  { when: 'nothing is typed', q: '  ', lang: 'zh', first: undefined },
] as const;

test.each(cases)('$when → $first', async ({ q, lang, first }) => {
  const [hit] = findLeaves((await demoEngine()).content(lang), q);
  expect(hit?.path.join('/')).toBe(first);
});

test('what the beginning of a code finds stands in the order of the codes', async () => {
  const codes = findLeaves((await demoEngine()).content('zh'), '0101').map(({ code }) => code);
  expect(codes).toEqual([...codes].sort());
  expect(codes.length).toBeGreaterThan(3);
});
