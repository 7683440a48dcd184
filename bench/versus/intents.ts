import { join } from 'node:path';
import { z } from 'zod';
import type { Labelled, Peers } from '#bench/versus/peers.ts';
import { tidy } from '#bench/versus/race.ts';
import type { Release } from '#domain/release.ts';
import { foldOf, readSplit } from '#eval/data-split.ts';

/** Telling what a text asks for, learned from the same examples. */
export interface IntentsVersus {
  readonly set: string;
  readonly classes: number;
  readonly learned: number;
  readonly n: number;
  readonly deskside: IntentFigures | null; // null: the engine's classifier is not part of this release
  readonly nodeNlp: IntentFigures;
}

interface IntentFigures {
  readonly top1: number;
  readonly top3: number;
  readonly trainSeconds: number; // of processor time
  readonly usPerText: number;
}

interface IntentSet {
  readonly name: string;
  readonly lang: 'zh' | 'en';
  readonly train: readonly Labelled[];
  readonly test: readonly Labelled[];
}

/** BANKING77 when a data folder has it; else the release's own questions, a fifth kept back. */
export async function intentSet(release: Release, data: string | undefined): Promise<IntentSet> {
  const Row = z.object({ id: z.string(), text: z.string(), label: z.string() });
  const how = { group: (row: { id: string }) => row.id, stratum: (row: { label: string }) => row.label };
  const split = data === undefined ? undefined : await readSplit(join(data, 'banking77', 'intents'), Row, how);
  if (split) return { name: `banking77, ${split.by}`, lang: 'en', train: split.train, test: split.test };
  const questions = release.articles
    .filter(({ lang }) => lang === 'zh')
    .flatMap(({ key, variants }) => variants.map((text, index) => ({ id: `${key} ${index}`, text, label: key })));
  const { train, test } = foldOf(questions, { group: row => row.id, stratum: row => row.label }, 5, 0);
  return { name: 'questions of the release, a fifth kept back', lang: 'zh', train, test };
}

/** Trains and asks every text of the test half. */
export async function intentsVersus({ name, lang, train, test }: IntentSet, peers: Peers): Promise<IntentsVersus> {
  const classes = new Set(train.map(({ label }) => label)).size;
  const peer = await figures(test, () => peers.trainIntents(train, lang));
  return { set: name, classes, learned: train.length, n: test.length, deskside: null, nodeNlp: peer };
}

async function figures(
  test: readonly Labelled[],
  train: () => Promise<{ classify(text: string): readonly string[] | Promise<readonly string[]> }>,
): Promise<IntentFigures> {
  const began = process.cpuUsage();
  const classifier = await train();
  const trained = process.cpuUsage(began);
  const asked = process.cpuUsage();
  let [first, three] = [0, 0];
  for (const { text, label } of test) {
    const answer = await classifier.classify(text);
    if (answer[0] === label) first++;
    if (answer.slice(0, 3).includes(label)) three++;
  }
  const spent = process.cpuUsage(asked);
  const n = Math.max(1, test.length);
  return {
    top1: tidy(first / n),
    top3: tidy(three / n),
    trainSeconds: tidy((trained.user + trained.system) / 1e6),
    usPerText: tidy((spent.user + spent.system) / n),
  };
}
