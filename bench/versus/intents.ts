import { join } from 'node:path';
import { z } from 'zod';
import type { Labelled, Peers } from '#bench/versus/peers.ts';
import { tidy } from '#bench/versus/race.ts';
import { Concept } from '#domain/concept.ts';
import type { Release } from '#domain/release.ts';
import { noneClass } from '#engine/hear/classify/classifier-part.ts';
import { loadClassifier } from '#engine/hear/classify/classify.ts';
import { conceptPlans } from '#engine/hear/classify/plan-concepts.ts';
import { readable } from '#engine/hear/classify/readable.ts';
import { trainEach } from '#engine/hear/classify/train.ts';
import { foldOf, readSplit } from '#eval/data-split.ts';

/** Telling what a text asks for, learned from the same examples. */
export interface IntentsVersus {
  readonly set: string;
  readonly classes: number;
  readonly learned: number;
  readonly n: number;
  readonly deskside: IntentFigures;
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
  const deskside = await figures(test, async () => learned(train, lang));
  const nodeNlp = await figures(test, () => peers.trainIntents(train, lang));
  return { set: name, classes, learned: train.length, n: test.length, deskside, nodeNlp };
}

/** The engine's own classifier, trained as `build` does: a concept for each label, and the concept `none` that every release has. */
function learned(train: readonly Labelled[], lang: 'zh' | 'en') {
  const byLabel = new Map<string, string[]>([[noneClass, [...nothing[lang]]]]);
  for (const { text, label } of train) byLabel.set(label, [...(byLabel.get(label) ?? []), text]);
  const blank = Concept.parse({ key: 'blank', title: '', lang });
  const part = trainEach(conceptPlans({ concepts: [...byLabel].map(([key, examples]) => ({ ...blank, key, examples })) }))[lang];
  if (!part) throw new Error('too few examples to learn from');
  const { classes } = part;
  const { probabilities } = loadClassifier(part);
  return {
    classify: (text: string): readonly string[] =>
      [...probabilities(readable(text, lang))]
        .map((probability, at) => ({ label: classes[at] as string, probability }))
        .filter(({ label }) => label !== noneClass)
        .sort((a, b) => b.probability - a.probability)
        .slice(0, 3)
        .map(({ label }) => label),
  };
}

const nothing = {
  zh: ['你好', '喂,听得到吗', '好的', '嗯,是的', '谢谢', '不用了,再见', '稍等一下', '我还在', '麻烦您再说一遍', '没有别的事了'],
  en: [
    'Hello',
    'Can you hear me?',
    'Yes, that is right.',
    'Okay',
    'Thank you',
    'No, goodbye',
    'One moment please',
    'I am still here',
    'Pardon?',
    'That is all',
  ],
} as const;

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
