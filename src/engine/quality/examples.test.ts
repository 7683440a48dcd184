import { expect, test } from 'vitest';
import type { Rule } from '#domain/rule.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { firedBy } from '#test/kit/rule-talk.ts';

const engine = await demoEngine();
const { release } = await readFolder(new URL('../../../content/jianghai', import.meta.url).pathname);
const rules: readonly Rule[] = release.rules.filter(({ lang }) => lang === 'zh');

const broken = rules.flatMap(({ key, title, examples }) => (examples.violation ? [{ key, title, talk: examples.violation }] : []));
test.each(broken)('$key $title: its example breaks it', ({ key, talk }) => expect(firedBy(engine, talk)).toContain(key));

const kept = rules.flatMap(({ key, title, examples }) => (examples.ok ? [{ key, title, talk: examples.ok }] : []));
test.each(kept)('$key $title: its good example does not', ({ key, talk }) => expect(firedBy(engine, talk)).not.toContain(key));

const english: readonly Rule[] = release.rules.filter(({ lang }) => lang === 'en');
const inEnglish = english.flatMap(({ key, title, examples }) => (examples.violation && examples.ok ? [{ key, title, ...examples }] : []));
test.each(inEnglish)('$key $title: the first example breaks it, the second does not', ({ key, violation = '', ok = '' }) => {
  expect(firedBy(engine, violation, 'en')).toContain(key);
  expect(firedBy(engine, ok, 'en')).not.toContain(key);
});

test('every English rule that words alone can break shows how', () => {
  const bare = english.filter(({ kind, examples }) => (kind === 'forbid' || kind === 'prompt') && !(examples.violation && examples.ok));
  expect(bare.map(({ key }) => key)).toEqual(['EQ67']); // waits for an occasion, not for words
});

test('every rule that words alone can break shows how', () => {
  const bare = rules.filter(({ kind, examples }) => (kind === 'forbid' || kind === 'prompt') && !(examples.violation && examples.ok));
  expect(bare.map(({ key }) => key)).toEqual(['Q53', 'Q67', 'Q68', 'Q69']); // these wait for an occasion, not for words
});

test('a rule that cannot be judged says what it lacks, and there are seventy', () => {
  expect(rules.flatMap(rule => (rule.kind === 'not-evaluable' ? [rule.key] : []))).toEqual(['Q60']);
  expect(rules).toHaveLength(70);
});
