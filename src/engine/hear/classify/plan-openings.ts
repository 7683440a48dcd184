import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { byKey } from '#engine/by-key.ts';
import { type ByLang, byLang } from '#engine/by-lang.ts';
import { noneClass } from '#engine/hear/classify/classifier-part.ts';
import { leastExamples, openingClass } from '#engine/hear/classify/learned-cues.ts';
import { brisk, type Plan } from '#engine/hear/classify/plan.ts';
import { labelled } from '#engine/hear/classify/readable.ts';

/** What one classifier a language is to learn of how customers come for processes, beside what is nothing; none where only one process has examples. */
export function openingPlans(release: Pick<Release, 'concepts' | 'processes'>): ByLang<Plan> {
  return byLang(lang => openingsOf(release, lang));
}

function openingsOf({ concepts, processes }: Pick<Release, 'concepts' | 'processes'>, lang: Lang): Plan | undefined {
  const none = concepts.find(concept => concept.key === noneClass && concept.lang === lang)?.examples ?? [];
  const coming = processes.filter(process => process.lang === lang && process.examples.length >= leastExamples).sort(byKey);
  if (coming.length < 2 || none.length < leastExamples) return undefined;
  const classes = [{ key: noneClass, examples: none }, ...coming.map(({ key, examples }) => ({ key: openingClass(key), examples }))];
  const examples = labelled(
    classes.map(each => each.examples),
    lang,
  );
  return { learned: classes.map(({ key }) => ({ key, speaker: 'customer' })), examples, course: { ...brisk, kind: 'one' } };
}
