import { expect, test } from 'vitest';
import { growBank } from '#bench/bank/bank.ts';
import { sizesOf } from '#bench/engine.ts';
import { demoContent } from '#commands/demo-content.ts';
import { Release } from '#domain/release.ts';
import { compileHearing } from '#engine/hear/compile.ts';
import { readFolder } from '#server/content/read-folder.ts';

const { release } = await readFolder(demoContent);
const size = { concepts: 250, phrases: 2500, articles: 130, processes: 45, rules: 150, leaves: 700, intents: 30 };

test('a bank has the size asked for, is well formed, and everything it names is there', () => {
  const bank = growBank(release, size, 7).release;
  expect(sizesOf(bank)).toMatchObject(size);
  expect(Release.safeParse(bank).error).toBeUndefined();
  expect(compileHearing(bank).problems).toEqual([]);
  const keys = [...bank.concepts, ...bank.articles, ...bank.processes, ...bank.rules, ...bank.slots].map(({ key }) => key);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('the same seed grows the same bank, another seed another', () => {
  const grown = (seed: number) => JSON.stringify(growBank(release, size, seed).release);
  const seven = grown(7);
  expect([grown(7) === seven, grown(8) === seven]).toEqual([true, false]);
});

test('fewer phrases than the content has are cut, more are made', () => {
  for (const phrases of [100, 1000, 20_000]) expect(sizesOf(growBank(release, { ...size, phrases }, 7).release).phrases).toBe(phrases);
});
