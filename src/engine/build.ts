import type { Release } from '#domain/release.ts';
import { type Artefact, engineVersion } from '#engine/artefact.ts';
import { compileClassifiers } from '#engine/hear/classify/compile.ts';
import { compileActs } from '#engine/hear/classify/compile-acts.ts';
import { compileOpenings } from '#engine/hear/classify/compile-openings.ts';
import { compileSteps } from '#engine/hear/classify/compile-steps.ts';
import { compileHearing } from '#engine/hear/compile.ts';
import { compileKnowledge } from '#engine/knowledge/compile.ts';
import { learnLeafWords } from '#engine/wrapup/category/learn-leaf-words.ts';

/** Compiles a release. Seeded and free of clock and chance: the same release gives the same bytes. Runs in a worker. */
export function build(release: Release): Artefact {
  return {
    engineVersion,
    release,
    hearing: compileHearing(release),
    knowledge: compileKnowledge(release),
    learned: {
      concepts: compileClassifiers(release),
      openings: compileOpenings(release),
      steps: compileSteps(release),
      acts: compileActs(release),
    },
    leafWords: learnLeafWords(release),
  };
}
