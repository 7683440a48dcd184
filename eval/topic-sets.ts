import { join } from 'node:path';
import { z } from 'zod';
import { foldOf, type Grouping, readSplit } from '#eval/data-split.ts';

/** One utterance with what people say it is about: nothing, one thing or several. */
export interface Labelled {
  readonly id: string;
  readonly text: string;
  readonly labels: readonly string[];
}

/** A set to learn from and to be measured on. */
export interface TopicSet {
  readonly name: string;
  readonly measuredOn: string;
  readonly train: readonly Labelled[];
  readonly test: readonly Labelled[];
}

/** Where each set stands below the data folder. */
export const topicSets = [
  { name: 'banking77', stem: 'banking77/intents' },
  { name: 'dstc11_banking', stem: 'dstc11_natcs/intents_banking' },
  { name: 'dstc11_finance', stem: 'dstc11_natcs/intents_finance' },
  { name: 'dstc11_insurance', stem: 'dstc11_natcs/intents_insurance' },
  { name: 'nlupp_banking', stem: 'nlupp_banking/utterances' },
  { name: 'clinc150_finance', stem: 'clinc150_finance/intents' },
] as const;

/** Reads one set by the dev/heldout rule, or, with folds, each of so many parts of dev in turn. Empty when it is not there. */
export async function readTopicSet(dir: string, { name, stem }: (typeof topicSets)[number], folds: number): Promise<readonly TopicSet[]> {
  const split = await readSplit(join(dir, stem), Row, grouping);
  if (!split) return [];
  if (folds < 2) return [{ name, measuredOn: split.by, train: split.train.map(labelled), test: split.test.map(labelled) }];
  const dev = split.by === 'heldout file' ? split.train : [...split.train, ...split.test];
  return Array.from({ length: folds }, (_, fold) => {
    const { train, test } = foldOf(dev, grouping, folds, fold);
    return { name, measuredOn: `dev, ${folds} folds`, train: train.map(labelled), test: test.map(labelled) };
  });
}

const Row = z.object({
  id: z.string(),
  text: z.string(),
  label: z.string().optional(),
  labels: z.array(z.string()).optional(),
  fold: z.number().optional(),
});
type Row = z.infer<typeof Row>;

const grouping: Grouping<Row> = {
  group: row => (row.fold === undefined ? row.id : `fold ${row.fold}`),
  stratum: row => (row.fold === undefined ? (row.label ?? '') : ''),
};

/** Out of scope is no label. */
function labelled({ id, text, label, labels }: Row): Labelled {
  return { id, text, labels: labels ?? (label === undefined || label === 'oos' ? [] : [label]) };
}
