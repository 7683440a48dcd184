import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { byKey } from '#engine/by-key.ts';
import { type ClassifierPart, type ClassifierParts, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { byLang, labelled } from '#engine/hear/classify/compile.ts';
import { leastExamples, openingClass } from '#engine/hear/classify/learned-cues.ts';
import { brisk, trainClassifier } from '#engine/hear/classify/train.ts';

/** Trains one classifier a language on how customers come for processes, beside what is nothing; none where only one process has examples. */
export function compileOpenings(release: Pick<Release, 'concepts' | 'processes'>): ClassifierParts {
  return byLang(lang => openingsOf(release, lang));
}

function openingsOf({ concepts, processes }: Pick<Release, 'concepts' | 'processes'>, lang: Lang): ClassifierPart | undefined {
  const none = concepts.find(concept => concept.key === noneClass && concept.lang === lang)?.examples ?? [];
  const coming = processes.filter(process => process.lang === lang && process.examples.length >= leastExamples).sort(byKey);
  if (coming.length < 2 || none.length < leastExamples) return undefined;
  const classes = [{ key: noneClass, examples: none }, ...coming.map(({ key, examples }) => ({ key: openingClass(key), examples }))];
  return trainClassifier(
    classes.map(({ key }) => ({ key, speaker: 'customer' })),
    labelled(
      classes.map(({ examples }) => examples),
      lang,
    ),
    { ...brisk, kind: 'one' },
  );
}
