import type { Release } from '#domain/release.ts';
import { type Artefact, engineVersion } from '#engine/artefact.ts';
import type { ByLang } from '#engine/by-lang.ts';
import type { Plan } from '#engine/hear/classify/plan.ts';
import { actPlans } from '#engine/hear/classify/plan-acts.ts';
import { conceptPlans } from '#engine/hear/classify/plan-concepts.ts';
import { matterPlans } from '#engine/hear/classify/plan-matters.ts';
import { openingPlans } from '#engine/hear/classify/plan-openings.ts';
import { stepPlans } from '#engine/hear/classify/plan-steps.ts';
import { trainEach } from '#engine/hear/classify/train.ts';
import { compileHearing } from '#engine/hear/compile.ts';
import { compileKnowledge } from '#engine/knowledge/compile.ts';
import { learnLeafWords } from '#engine/wrapup/category/learn-leaf-words.ts';

/** Compiles a release. Seeded and free of clock and chance: the same release gives the same bytes. Runs in a worker. */
export function build(release: Release): Artefact {
  const { concepts, openings, steps, acts, customerActs, matters } = plansOf(release);
  return {
    ...compile(release),
    learned: {
      concepts: trainEach(concepts),
      openings: trainEach(openings),
      steps: trainEach(steps),
      acts: trainEach(acts),
      customerActs: trainEach(customerActs),
      matters: trainEach(matters),
    },
  };
}

/** What is to be learned of a release, by the part of the artefact it becomes. */
export type Plans = Readonly<Record<keyof Artefact['learned'], ByLang<Plan>>>;

/** What is to be learned of a release: whoever has more than one processor may learn it side by side. */
export function plansOf(release: Release): Plans {
  return {
    concepts: conceptPlans(release),
    openings: openingPlans(release),
    steps: stepPlans(release),
    acts: actPlans(release, 'agent'),
    customerActs: actPlans(release, 'customer'),
    matters: matterPlans(release),
  };
}

/** Compiles all of a release that no network learns. */
export function compile(release: Release): Omit<Artefact, 'learned'> {
  return {
    engineVersion,
    release,
    hearing: compileHearing(release),
    knowledge: compileKnowledge(release),
    leafWords: learnLeafWords(release),
  };
}
