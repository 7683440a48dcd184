import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Concept } from '#domain/concept.ts';
import { CueNumbers } from '#engine/cues.ts';
import { fromBase64, toBase64 } from '#engine/hear/classify/base64.ts';
import { type Trial, temperatureOf, thresholdOf } from '#engine/hear/classify/calibrate.ts';
import { loadClassifier } from '#engine/hear/classify/classify.ts';
import { examplesHeard } from '#engine/hear/classify/example-hits.ts';
import { type Example, exampleSet, vocabularyOf } from '#engine/hear/classify/example-set.ts';
import { learn, scoresOf } from '#engine/hear/classify/learn.ts';
import { pack } from '#engine/hear/classify/pack.ts';
import { conceptPlans } from '#engine/hear/classify/plan-concepts.ts';
import { readable } from '#engine/hear/classify/readable.ts';
import { trainEach } from '#engine/hear/classify/train.ts';

const concept = (key: string, examples: readonly string[], more: Partial<Concept> = {}): Concept =>
  Concept.parse({ key, title: key, lang: 'en', examples, ...more });

/** Every opening with every ending. */
const sentences = (openings: readonly string[], endings: readonly string[]): string[] =>
  openings.flatMap(opening => endings.map(ending => `${opening} ${ending}`));

const please = ['please', 'hello I want to', 'can you', 'I need to', 'how do I', 'is it possible to'];
const lost = sentences(please, ['report a lost card', 'say my card was stolen', 'block the card I lost']);
const limit = sentences(please, ['raise my credit limit', 'increase the limit', 'get a higher limit on spending']);
const rate = sentences(please, ['know the exchange rate', 'see what the dollar rate is', 'convert dollars to yuan']);
const small = sentences(please, ['talk about the weather', 'hear a joke', 'order a pizza']);
const english = [concept('lost', lost), concept('limit', limit), concept('rate', rate), concept('none', small)];
const part = trainEach(conceptPlans({ concepts: english })).en;
if (!part) throw new Error('there are enough examples');
const classifier = loadClassifier(part);
const heardIn = (text: string): string[] => classifier.classify(readable(text, 'en')).map(({ label }) => part.classes[label] as string);

const cases = [
  { says: 'my card got stolen yesterday', hears: ['lost'] },
  { says: 'could I get a higher credit limit', hears: ['limit'] },
  { says: 'what is the rate for dollars', hears: ['rate'] },
  { says: 'tell me a joke about pizza', hears: [] },
  { says: 'zyxw vuts rqpo', hears: [] },
  { says: 'block the card I lost '.repeat(100), hears: ['lost'] },
  { says: '', hears: [] },
];
test.each(cases)('"$says" → $hears', ({ says, hears }) => expect(heardIn(says)).toEqual(hears));

test('the same examples give the same bytes, in whatever order concepts come', () => {
  expect(JSON.stringify(trainEach(conceptPlans({ concepts: english.toReversed() })).en)).toBe(JSON.stringify(part));
});

test('Chinese is learned too, apart from English', () => {
  const chinese = [
    concept('guashi', ['我的卡丢了', '银行卡不见了要挂失', '卡被偷了怎么办', '帮我把卡挂失', '我要挂失银行卡'], { lang: 'zh' }),
    concept('none', ['你好', '请问能听到吗', '好的谢谢', '稍等一下', '今天天气不错'], { lang: 'zh' }),
    concept('lilv', ['现在利率是多少', '存款利率怎么算', '定期利率有多高', '利率最近降了吗', '我想问一下利率'], { lang: 'zh' }),
  ];
  const { zh, en } = trainEach(conceptPlans({ concepts: chinese }));
  expect(en).toBeUndefined();
  expect(
    loadClassifier(zh as NonNullable<typeof zh>)
      .classify(readable('我银行卡丢了想挂失', 'zh'))
      .map(({ label }) => zh?.classes[label]),
  ).toEqual(['guashi']);
});

const tooLittle = [
  { when: 'a concept has fewer than three examples', concepts: [concept('lost', lost.slice(0, 2)), concept('none', small)] },
  { when: 'nothing shows what is nothing', concepts: [concept('lost', lost), concept('limit', limit)] },
];
test.each(tooLittle)('nothing is learned when $when', ({ concepts }) => {
  expect(trainEach(conceptPlans({ concepts }))).toEqual({});
});

test('where texts stand under several concepts, each concept is judged by itself', () => {
  const both = sentences(please, ['report a lost card and raise my credit limit', 'block the card I lost and increase the limit']);
  const many = trainEach(
    conceptPlans({
      concepts: [concept('lost', [...lost, ...both]), concept('limit', [...limit, ...both]), concept('none', small)],
    }),
  ).en;
  expect(many?.kind).toBe('many');
  const heard = loadClassifier(many as NonNullable<typeof many>).classify(readable('I lost my card and want to raise the limit', 'en'));
  expect(heard.map(({ label }) => many?.classes[label]).sort()).toEqual(['limit', 'lost']);
});

test('rounding to bytes moves no score by more than a twentieth', () => {
  const examples = english.flatMap(({ examples }, label) =>
    examples.map((text): Example => ({ text: readable(text, 'en'), labels: [label] })),
  );
  const vocabulary = vocabularyOf(examples);
  const set = exampleSet(examples, vocabulary);
  const network = learn(set, { kind: 'one', features: vocabulary.weights.length, classes: 4, width: 64, rounds: 20, rate: 0.05, seed: 3 });
  const rounded = loadClassifier({ ...part, ...pack([network], vocabulary, examples), temperature: 1 });
  for (const [at, { text }] of examples.entries()) {
    const scores = scoresOf(network, set, at);
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    const exact = Array.from(scores, score => Math.exp(score) / total);
    for (const [label, p] of rounded.probabilities(text).entries()) expect(Math.abs(p - (exact[label] as number))).toBeLessThan(0.05);
  }
});

test('what is heard is the most probable class, as probable as among all', () => {
  for (const text of english.flatMap(({ examples }) => examples).map(text => readable(text, 'en'))) {
    const all = [...classifier.probabilities(text)];
    for (const { label, probability } of classifier.classify(text)) {
      expect(probability).toBeCloseTo(Math.max(...all), 6);
      expect(all[label]).toBeCloseTo(probability, 6);
    }
  }
});

test('any text gets probabilities that sum to one, and hits inside the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
      const sum = classifier.probabilities(readable(text, 'en')).reduce((all, p) => all + p, 0);
      expect(sum).toBeCloseTo(1, 6);
      for (const { probability } of classifier.classify(readable(text, 'en'))) expect(probability).toBeGreaterThanOrEqual(part.threshold);
    }),
    { seed: 31 },
  );
});

test('any bytes come back from base64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      expect([...new Uint8Array(fromBase64(toBase64(bytes)))]).toEqual([...bytes]);
    }),
    { seed: 37 },
  );
});

test('too sure a classifier is cooled, too shy a one is warmed', () => {
  const trials = (score: number, right: number): Trial[] =>
    Array.from({ length: 200 }, (_, at) => ({ scores: Float64Array.of(score, 0), labels: [at < right ? 0 : 1] }));
  expect(temperatureOf(trials(4, 150), 'one')).toBeGreaterThan(2);
  expect(temperatureOf(trials(0.5, 190), 'one')).toBeLessThan(0.5);
});

test('the threshold keeps 97 of 100 that are right', () => {
  const trials = Array.from({ length: 100 }, (_, at): Trial => ({ scores: Float64Array.of(at / 60, 0), labels: [0] }));
  const threshold = thresholdOf(trials, 'one', 1, -1);
  const kept = trials.filter(({ scores }) => 1 / (1 + Math.exp(-(scores[0] as number))) >= threshold - 0.0001);
  expect(kept).toHaveLength(97);
});

test('the threshold rises until nine of ten that are heard are right', () => {
  const trials = Array.from(
    { length: 100 },
    (_, at): Trial => ({ scores: Float64Array.of(0.5 + at / 60, 0), labels: [at < 60 && at % 2 === 0 ? 1 : 0] }),
  );
  const threshold = thresholdOf(trials, 'one', 1, -1);
  const heard = trials.filter(({ scores }) => 1 / (1 + Math.exp(-(scores[0] as number))) >= threshold - 0.0001);
  expect([heard.length, heard.filter(({ labels }) => labels[0] === 0).length]).toEqual([51, 46]);
});

const cues = new CueNumbers(['@found', '@lost']);

const speakers = [
  { speaker: 'customer', whose: 'customer', hits: 1 },
  { speaker: 'agent', whose: 'customer', hits: 0 },
  { speaker: 'bot', whose: 'agent', hits: 1 },
  { speaker: 'agent', whose: 'any', hits: 1 },
] as const;
test.each(speakers)('what $speaker says of a concept for $whose: $hits', ({ speaker, whose, hits }) => {
  const heard = { hits: [], values: [], normal: readable('My card was stolen', 'en') };
  const hearMine = examplesHeard({ ...part, speakers: part.classes.map(() => whose) }, cues);
  expect(
    hearMine({ text: 'My card was stolen', speaker }, heard).hits.map(({ concept, cue, span, how }) => ({
      concept,
      cue,
      span,
      how,
    })),
  ).toEqual(Array.from({ length: hits }, () => ({ concept: '@lost', cue: 1, span: [0, 18], how: 'example' })));
});

test('what a pattern found is not said again', () => {
  const hit = { concept: '@lost', cue: 1, span: [3, 18], how: 'pattern', confidence: 1 } as const;
  const heard = { hits: [hit], values: [], normal: readable('My card was stolen', 'en') };
  expect(examplesHeard(part, cues)({ text: 'My card was stolen', speaker: 'customer' }, heard)).toEqual(heard);
});
