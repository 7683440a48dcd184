import { access } from 'node:fs/promises';
import type { z } from 'zod';
import { diceOf, upTo } from '#eval/dice.ts';
import { jsonlRows } from '#eval/read-jsonl.ts';

/** What to learn from and what to be measured on, and by which rule they were parted. */
export interface DataSplit<Row> {
  readonly train: readonly Row[];
  readonly test: readonly Row[];
  readonly by: 'heldout file' | '80/20 of dev';
}

/** How the rows of one set belong together: rows of one group never stand on both sides; strata are parted alike. */
export interface Grouping<Row> {
  readonly group: (row: Row) => string;
  readonly stratum?: (row: Row) => string;
}

/**
 * Reads `STEM.dev.jsonl`. With `STEM.heldout.jsonl` beside it, dev is for learning and heldout for measuring; otherwise a fifth of
 * dev's groups is, chosen by a fixed seed. Undefined when there is no dev file.
 */
export async function readSplit<Row>(stem: string, schema: z.ZodType<Row>, how: Grouping<Row>): Promise<DataSplit<Row> | undefined> {
  if (!(await exists(`${stem}.dev.jsonl`))) return undefined;
  const dev = await jsonlRows(`${stem}.dev.jsonl`, schema);
  if (await exists(`${stem}.heldout.jsonl`))
    return { train: dev, test: await jsonlRows(`${stem}.heldout.jsonl`, schema), by: 'heldout file' };
  return { ...foldOf(dev, how, 5, 0), by: '80/20 of dev' };
}

/** One of `folds` ways to part rows into learning and measuring, by a fixed seed. */
export function foldOf<Row>(rows: readonly Row[], how: Grouping<Row>, folds: number, fold: number): Pick<DataSplit<Row>, 'train' | 'test'> {
  const foldOfGroup = deal(rows, how, folds);
  const isTest = (row: Row): boolean => foldOfGroup.get(how.group(row)) === fold;
  return { train: rows.filter(row => !isTest(row)), test: rows.filter(isTest) };
}

/** Groups shuffled and sorted by stratum, then dealt round: strata are spread evenly. */
function deal<Row>(rows: readonly Row[], { group, stratum }: Grouping<Row>, folds: number): ReadonlyMap<string, number> {
  const stratumOf = new Map<string, string>();
  for (const row of rows) if (!stratumOf.has(group(row))) stratumOf.set(group(row), stratum?.(row) ?? '');
  const names = [...stratumOf.keys()].sort();
  const dice = diceOf(2025);
  for (let at = names.length - 1; at > 0; at--) {
    const other = upTo(dice, at + 1);
    [names[at], names[other]] = [names[other] as string, names[at] as string];
  }
  const order = names
    .map((name, place) => ({ name, place, stratum: stratumOf.get(name) as string }))
    .sort((a, b) => (a.stratum === b.stratum ? a.place - b.place : a.stratum < b.stratum ? -1 : 1));
  return new Map(order.map(({ name }, place) => [name, place % folds]));
}

/** Whether a file or folder is there. */
export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
