import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { foldOf, readSplit } from '#eval/data-split.ts';
import { jsonlRows } from '#eval/read-jsonl.ts';

const Row = z.object({ id: z.string(), talk: z.string(), label: z.string() });
type Row = z.infer<typeof Row>;
const rows: readonly Row[] = Array.from({ length: 60 }, (_, at) => ({
  id: `r${at}`,
  talk: `t${Math.floor(at / 2)}`,
  label: at % 12 < 6 ? 'a' : 'b',
}));
const how = { group: (row: Row) => row.talk, stratum: (row: Row) => row.label };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'split-'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = (name: string, lines: readonly unknown[]) =>
  writeFile(join(folder, name), lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));

test('without a heldout file a fifth of the groups is kept for measuring, whole groups, every label in the same share', async () => {
  await write('alone.dev.jsonl', rows);
  const split = await readSplit(join(folder, 'alone'), Row, how);
  expect(split?.by).toBe('80/20 of dev');
  expect(split?.test).toHaveLength(12);
  const learned = new Set(split?.train.map(row => row.talk));
  expect(split?.test.filter(row => learned.has(row.talk))).toEqual([]);
  expect(split?.test.filter(row => row.label === 'a')).toHaveLength(6);
});

test('with a heldout file dev is learned from and heldout measured on', async () => {
  await write('both.dev.jsonl', rows.slice(0, 3));
  await write('both.heldout.jsonl', rows.slice(3, 5));
  expect(await readSplit(join(folder, 'both'), Row, how)).toEqual({ train: rows.slice(0, 3), test: rows.slice(3, 5), by: 'heldout file' });
});

test('a set that is not there is undefined', async () => {
  expect(await readSplit(join(folder, 'none'), Row, how)).toBeUndefined();
});

test('every row is measured on in exactly one fold', () => {
  const measured = [0, 1, 2].flatMap(fold => foldOf(rows, how, 3, fold).test.map(row => row.id));
  expect(measured.toSorted()).toEqual(rows.map(row => row.id).toSorted());
});

const bad = [
  { what: 'not JSON', line: '{"id": ', says: /bad\.jsonl:2: not JSON/ },
  { what: 'a wrong shape', line: '{"id": "r1", "talk": 3, "label": "a"}', says: /bad\.jsonl:2: talk: / },
];
test.each(bad)('$what is refused with file and line', async ({ line, says }) => {
  await write('bad.jsonl', [rows[0], line]);
  await expect(jsonlRows(join(folder, 'bad.jsonl'), Row)).rejects.toThrow(says);
});
