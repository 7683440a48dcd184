import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Concept } from '#domain/concept.ts';
import { conceptPlans } from '#engine/hear/classify/plan-concepts.ts';
import { trainEach } from '#engine/hear/classify/train.ts';
import { compileHearing } from '#engine/hear/compile.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { releaseOf } from '#engine/hear/test-ears.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const concepts = ['lost', 'none'].map(key =>
  Concept.parse({ key, title: key, lang: 'en', examples: ['one', 'two', 'three', 'four'].map(way => `my card is ${key} ${way}`) }),
);

test('ears keep nothing of what they were made of: its numbers are megabytes of text', async () => {
  const { ears, kept } = made();
  await new Promise(resolve => setImmediate(resolve));
  collect();
  expect(kept.map(part => part.deref() !== undefined)).toEqual([false, false]);
  expect(
    ears.hear({ position: 1, text: 'my card is lost two', speaker: 'customer', startMs: 0 } as Parameters<typeof ears.hear>[0], 'en').hits,
  ).not.toEqual([]);
});

function made() {
  const release = releaseOf(concepts, []);
  const hearing = compileHearing(release);
  const learned = trainEach(conceptPlans(release));
  const { en } = learned;
  if (!en) throw new Error('nothing was learned');
  return { ears: loadHearing(hearing, { concepts: learned }), kept: [new WeakRef(hearing), new WeakRef(en)] };
}
