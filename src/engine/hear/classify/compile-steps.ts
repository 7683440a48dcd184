import type { Process } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import type { ClassifierPart, ClassifierParts } from '#engine/hear/classify/classifier-part.ts';
import { labelled, readable } from '#engine/hear/classify/compile.ts';
import type { Example } from '#engine/hear/classify/example-set.ts';
import { learnedParts, stepClass } from '#engine/hear/classify/learned-cues.ts';
import { trainClassifier } from '#engine/hear/classify/train.ts';

/** The concept whose examples are an agent's words that are no step of any process. */
export const noStepConcept = 'none-agent';

/**
 * Trains one classifier a language on the agent's steps. Every step is judged by itself, and an example only tells something about the
 * steps of its own process: what is a step here may be one there, too.
 */
export function compileSteps(release: Pick<Release, 'concepts' | 'processes'>): ClassifierParts {
  const zh = stepsOf(release, 'zh');
  const en = stepsOf(release, 'en');
  return { ...(zh && { zh }), ...(en && { en }) };
}

function stepsOf({ concepts, processes }: Pick<Release, 'concepts' | 'processes'>, lang: Lang): ClassifierPart | undefined {
  const classes: string[] = [];
  const examples: Example[] = [];
  for (const process of processes.filter(each => each.lang === lang).sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const from = classes.length;
    const parts = partsOf(process);
    if (parts.length === 0) continue;
    classes.push(...parts.map(({ key }) => key));
    const judged = { from, to: classes.length };
    const its = labelled([...parts.map(part => part.examples), process.unlike], lang);
    examples.push(
      ...its.map(({ text, labels }) => ({ text, labels: labels.filter(at => at < parts.length).map(at => from + at), judged })),
    );
  }
  if (classes.length < 2) return undefined;
  const nothing = concepts.find(({ key, lang: its }) => key === noStepConcept && its === lang)?.examples ?? [];
  examples.push(...nothing.map((text): Example => ({ text: readable(text, lang), labels: [] })));
  return trainClassifier(
    classes.map(key => ({ key, speaker: 'agent' })),
    examples,
    'many',
  );
}

function partsOf({ key, nodes }: Process): readonly { readonly key: string; readonly examples: readonly string[] }[] {
  return nodes.flatMap(node => learnedParts(node).map(({ part, examples }) => ({ key: stepClass(key, node.key, part), examples })));
}
