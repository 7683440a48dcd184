import type { Concept } from '#domain/concept.ts';
import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { byKey } from '#engine/by-key.ts';
import { type ByLang, byLang } from '#engine/by-lang.ts';
import { noneClass } from '#engine/hear/classify/classifier-part.ts';
import {
  isAct,
  leastExamples,
  noBreachConcept,
  noCustomerActConcept,
  noStepConcept,
  stepConcepts,
} from '#engine/hear/classify/learned-cues.ts';
import { type Plan, thorough } from '#engine/hear/classify/plan.ts';
import { labelled } from '#engine/hear/classify/readable.ts';

/**
 * What one classifier a language is to learn of the examples of a release's concepts. A release without the concept `none` gets none:
 * who has never been shown what is nothing takes everything for something.
 */
export function conceptPlans(release: Pick<Release, 'concepts'> & Partial<Pick<Release, 'processes'>>): ByLang<Plan> {
  const elsewhere = stepConcepts({ processes: [], ...release });
  const concepts = release.concepts.filter(
    concept => !taughtElsewhere.includes(concept.key) && !elsewhere.has(concept.key) && !isAct(concept),
  );
  return byLang(lang => planOf(concepts, lang));
}

/** They teach what steps and acts are not. */
const taughtElsewhere: readonly string[] = [noStepConcept, noBreachConcept, noCustomerActConcept];

function planOf(concepts: readonly Concept[], lang: Lang): Plan | undefined {
  const learned = concepts.filter(concept => concept.lang === lang && concept.examples.length >= leastExamples).sort(byKey);
  if (learned.length < 2 || !learned.some(({ key }) => key === noneClass)) return undefined;
  const examples = labelled(
    learned.map(each => each.examples),
    lang,
  );
  return { learned: learned.map(({ key, speaker }) => ({ key, speaker })), examples, course: thorough };
}
