import { Concept } from '#domain/concept.ts';
import { noneClass } from '#engine/hear/classify/classifier-part.ts';
import { type Classifier, loadClassifier } from '#engine/hear/classify/classify.ts';
import { conceptPlans } from '#engine/hear/classify/plan-concepts.ts';
import { readable } from '#engine/hear/classify/readable.ts';
import { trainEach } from '#engine/hear/classify/train.ts';
import { diceOf, upTo } from '#eval/dice.ts';
import type { Labelled, TopicSet } from '#eval/topic-sets.ts';

/** What the classifier said of one utterance: all classes but none by falling probability, and what it let be heard. */
export interface Answer {
  readonly row: Labelled;
  readonly ranked: readonly { readonly label: string; readonly probability: number }[];
  readonly heard: readonly string[];
}

/** A classifier trained as `build` trains it, with what that cost. */
export interface Trained {
  readonly classifier: Classifier;
  readonly trainSeconds: number;
  readonly artefactBytes: number;
}

/** What every release calls nothing: without a concept `none` there is no classifier. Not taken from any set. */
const smallTalk = [
  'Hello',
  'Good morning, can you hear me?',
  'Hi, how are you today?',
  'Yes, that is right.',
  'No, thank you.',
  'Okay, I see.',
  'Thank you very much for your help.',
  'One moment please, I am looking for it.',
  'Sorry, could you say that again?',
  'My name is Anna Miller.',
  'That is all for today, goodbye.',
  'Have a nice day.',
  'The weather is lovely here.',
  'I am still here.',
];

/** Trains on a set exactly as `build` does on a release: a concept for each label, small talk and what has no label are the concept `none`. */
export function trainOn(rows: readonly Labelled[], clock: () => number): Trained {
  const byLabel = new Map<string, string[]>([[noneClass, [...smallTalk]]]);
  for (const { text, labels } of rows) {
    for (const label of labels.length > 0 ? labels : [noneClass]) {
      const examples = byLabel.get(label);
      if (examples) examples.push(text);
      else byLabel.set(label, [text]);
    }
  }
  const blank = Concept.parse({ key: 'blank', title: '', lang: 'en' });
  const concepts = [...byLabel].map(([key, examples]): Concept => ({ ...blank, key, examples }));
  const began = clock();
  const part = trainEach(conceptPlans({ concepts })).en;
  const trainSeconds = clock() - began;
  if (!part) throw new Error('too few examples to learn from: two labels with three examples each are the least');
  return { classifier: loadClassifier(part), trainSeconds, artefactBytes: JSON.stringify(part).length };
}

/** Asks about every utterance. */
export function askAll({ classes, probabilities, classify }: Classifier, rows: readonly Labelled[]): readonly Answer[] {
  return rows.map(row => {
    const text = readable(row.text, 'en');
    const ranked = [...probabilities(text)]
      .map((probability, at) => ({ label: classes[at] as string, probability }))
      .filter(({ label }) => label !== noneClass)
      .sort((a, b) => b.probability - a.probability);
    return { row, ranked, heard: classify(text).map(({ label }) => classes[label] as string) };
  });
}

/** Utterances classified in a second of processor time, already normalised. */
export function classifiedPerSecond({ classify }: Classifier, rows: readonly Labelled[], clock: () => number): number {
  const texts = rows.map(({ text }) => readable(text, 'en'));
  const round = (): void => {
    for (const text of texts) classify(text);
  };
  round();
  let done = 0;
  const began = clock();
  while (clock() - began < 1) {
    round();
    done += texts.length;
  }
  return Math.round(done / (clock() - began));
}

/** Ten examples a label, chosen by a fixed seed; what has no label stays out. */
export function tenEach(rows: TopicSet['train']): readonly Labelled[] {
  const dice = diceOf(10);
  const left = rows.filter(({ labels }) => labels.length === 1);
  const count = new Map<string, number>();
  const chosen: Labelled[] = [];
  while (left.length > 0) {
    const row = left.splice(upTo(dice, left.length), 1)[0] as Labelled;
    const label = row.labels[0] as string;
    if ((count.get(label) ?? 0) >= 10) continue;
    count.set(label, (count.get(label) ?? 0) + 1);
    chosen.push(row);
  }
  return chosen;
}
