import type { Concept } from '#domain/concept.ts';
import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { byKey } from '#engine/by-key.ts';
import { type ClassifierPart, type ClassifierParts, noneClass } from '#engine/hear/classify/classifier-part.ts';
import type { Example } from '#engine/hear/classify/example-set.ts';
import { isAct, leastExamples, noBreachConcept, noStepConcept, stepConcepts } from '#engine/hear/classify/learned-cues.ts';
import { trainClassifier } from '#engine/hear/classify/train.ts';
import { normalise, normalText } from '#engine/hear/normal/normalise.ts';

/**
 * Trains one classifier a language on the examples of a release's concepts. A release without the concept `none` gets no classifier:
 * who has never been shown what is nothing takes everything for something.
 */
export function compileClassifiers(release: Pick<Release, 'concepts'> & Partial<Pick<Release, 'processes'>>): ClassifierParts {
  const elsewhere = stepConcepts({ processes: [], ...release });
  const concepts = release.concepts.filter(
    concept => concept.key !== noStepConcept && concept.key !== noBreachConcept && !elsewhere.has(concept.key) && !isAct(concept),
  );
  return byLang(lang => classifierOf(concepts, lang));
}

/** Trains for each language; nothing of one that has too little to learn from. */
export function byLang(train: (lang: Lang) => ClassifierPart | undefined): ClassifierParts {
  const zh = train('zh');
  const en = train('en');
  return { ...(zh && { zh }), ...(en && { en }) };
}

/** Text as the classifier reads it. */
export function readable(text: string, lang: Lang): string {
  return normalText(normalise(text, lang));
}

function classifierOf(concepts: readonly Concept[], lang: Lang): ClassifierPart | undefined {
  const learned = concepts.filter(concept => concept.lang === lang && concept.examples.length >= leastExamples).sort(byKey);
  if (learned.length < 2 || !learned.some(({ key }) => key === noneClass)) return undefined;
  return trainClassifier(
    learned,
    labelled(
      learned.map(({ examples }) => examples),
      lang,
    ),
  );
}

/** The examples of every class as texts with their labels: one that stands under several classes is an example of each. */
export function labelled(classes: readonly (readonly string[])[], lang: Lang): Example[] {
  const labels = new Map<string, number[]>();
  for (const [label, examples] of classes.entries()) {
    for (const example of new Set(examples.map(text => readable(text, lang)))) {
      const known = labels.get(example);
      if (known) known.push(label);
      else labels.set(example, [label]);
    }
  }
  return [...labels].map(([text, each]): Example => ({ text, labels: each }));
}
