import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { byKey } from '#engine/by-key.ts';
import { type ByLang, byLang } from '#engine/by-lang.ts';
import type { ClassRange, Example } from '#engine/hear/classify/example-set.ts';
import { isLearned, noStepConcept, stepClass, stepConcepts } from '#engine/hear/classify/learned-cues.ts';
import { brisk, type Plan } from '#engine/hear/classify/plan.ts';
import { labelled, readable } from '#engine/hear/classify/readable.ts';

/**
 * What one classifier a language is to learn of the agent's steps. Every step is judged by itself, and an example only tells something about the
 * steps of its own process: what is a step here may be one there, too. Concepts with examples that nodes name are learned beside them, once for all.
 */
export function stepPlans(release: Pick<Release, 'concepts' | 'processes'>): ByLang<Plan> {
  return byLang(lang => stepsOf(release, lang));
}

function stepsOf(release: Pick<Release, 'concepts' | 'processes'>, lang: Lang): Plan | undefined {
  const ofSteps = stepConcepts(release);
  const shared = release.concepts.filter(concept => concept.lang === lang && ofSteps.has(concept.key)).sort(byKey);
  const classes = shared.map(({ key }) => key);
  const everywhere: ClassRange = { from: 0, to: classes.length };
  const common = labelled(
    shared.map(({ examples }) => examples),
    lang,
  );
  const sharedLabels = new Map(common.map(({ text, labels }) => [text, labels]));
  const examples = common.map((example): Example => ({ ...example, judged: [everywhere] }));
  for (const process of release.processes.filter(each => each.lang === lang).sort(byKey)) {
    const nodes = process.nodes.filter(isLearned);
    if (nodes.length === 0) continue;
    const from = classes.length;
    classes.push(...nodes.map(({ key }) => stepClass(process.key, key)));
    const own = labelled([...nodes.map(({ done }) => done.examples), process.unlike], lang);
    for (const { text, labels } of own) {
      const its = labels.filter(label => label < nodes.length).map(label => from + label); // the last is what is no step
      examples.push({ text, labels: [...(sharedLabels.get(text) ?? []), ...its], judged: [everywhere, { from, to: classes.length }] });
    }
  }
  if (classes.length < 2) return undefined;
  const nothing = release.concepts.find(({ key, lang: its }) => key === noStepConcept && its === lang)?.examples ?? [];
  examples.push(...nothing.map((text): Example => ({ text: readable(text, lang), labels: [] })));
  return {
    learned: classes.map(key => ({ key, speaker: 'agent' })),
    examples,
    course: { ...brisk, leastRounds, kind: 'many', leastSure },
    doubted: { classes: classes.flatMap((_, at) => (at < shared.length ? [] : [at])), below: unlikeStep },
  };
}

/** With some sixty examples a step half the rounds are enough: on unread calls the same, in half the time. */
const leastRounds = 5;
/** Less likely than this is no step, as patterns hear too early. Of dev and unread calls: docs/classifier.md. */
const unlikeStep = 0.1;
/** From here on 95 of 100 steps heard in sentences of another hand were right. */
const leastSure = 0.7;
