import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { byKey } from '#engine/by-key.ts';
import { type ByLang, byLang } from '#engine/by-lang.ts';
import { noneClass } from '#engine/hear/classify/classifier-part.ts';
import { leastExamples, matterClass, noStepConcept, saidAbout } from '#engine/hear/classify/learned-cues.ts';
import { brisk, type Course, type Plan } from '#engine/hear/classify/plan.ts';
import { labelled } from '#engine/hear/classify/readable.ts';

/**
 * What one classifier a language is to learn of what agents talk about: one class a process, of what is said in it, beside what belongs to none.
 * The steps are judged inside their own process only and cannot tell processes apart.
 */
export function matterPlans(release: Pick<Release, 'concepts' | 'processes'>): ByLang<Plan> {
  return byLang(lang => mattersOf(release, lang));
}

function mattersOf({ concepts, processes }: Pick<Release, 'concepts' | 'processes'>, lang: Lang): Plan | undefined {
  const none = concepts.find(({ key, lang: its }) => key === noStepConcept && its === lang)?.examples ?? [];
  const told = processes.filter(process => process.lang === lang && saidAbout(process).length >= leastExamples).sort(byKey);
  if (told.length < 2 || none.length < leastExamples) return undefined;
  const examples = labelled([none, ...told.map(saidAbout)], lang);
  const classes = [noneClass, ...told.map(({ key }) => matterClass(key))];
  return { learned: classes.map(key => ({ key, speaker: 'agent' })), examples, course };
}

/** One network, and three times through: more of either is no surer. */
/** Two, for what one network tells swings from one training to the next: an angry call about a fee became a request to waive it. */
const course: Course = { ...brisk, members: 2, steps: 20_000, leastRounds: 3, kind: 'one' };
