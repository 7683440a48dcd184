import type { Concept } from '#domain/concept.ts';
import type { Process, ProcessNode } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';

/** The cue under which a customer who comes for a process is heard, as learned from its examples. */
export function openingCue(process: string): string {
  return `@${openingClass(process)}`;
}

/** The cue under which an agent's step is heard, as learned from its examples. */
export function stepCue(process: string, node: string): string {
  return `@${stepClass(process, node)}`;
}

/** The cue under which it is heard that an agent's words are about a process, as learned from what is said at its steps. */
export function matterCue(process: string): string {
  return `@${matterClass(process)}`;
}

/** A process among the classes of matters. */
export function matterClass(process: string): string {
  return `${process}/matter`;
}

/** A process among the classes of openings. */
export function openingClass(process: string): string {
  return `${process}/opening`;
}

/** A node among the classes of steps. */
export function stepClass(process: string, node: string): string {
  return `${process}/${node}/step`;
}

/** Fewer examples than this teach nothing: what has fewer is heard by its phrases and patterns alone. */
export const leastExamples = 3;

/** Every cue that is learned from the examples of processes. */
export function learnedCues(processes: readonly Process[]): readonly string[] {
  return processes.flatMap(({ key, examples, nodes, unlike, talk }) => [
    ...(examples.length < leastExamples ? [] : [openingCue(key)]),
    ...nodes.filter(isLearned).map(node => stepCue(key, node.key)),
    ...(saidAbout({ nodes, unlike, talk }).length < leastExamples ? [] : [matterCue(key)]),
  ]);
}

/** What agents say in a business that is about that business: at its own steps, and between them. Greetings, goodbyes and who the customer is are the same in all. */
export function saidAbout({ nodes, unlike, talk }: Pick<Process, 'nodes' | 'unlike' | 'talk'>): readonly string[] {
  return [...nodes.filter(isOwn).flatMap(({ done }) => done.examples), ...unlike, ...talk];
}

/** A step of no particular moment that does not ask who the customer is. */
export function isOwn({ done, establishes }: ProcessNode): boolean {
  return done.within === 'any' && establishes !== 'verified';
}

/** A node that has examples enough. */
export function isLearned({ done }: ProcessNode): boolean {
  return done.examples.length >= leastExamples;
}

/** Keys of the concepts with examples that are among an agent's words at a step: they are learned together with the steps. */
export function stepConcepts({ concepts, processes }: Pick<Release, 'concepts' | 'processes'>): ReadonlySet<string> {
  const named = new Set(processes.flatMap(({ nodes }) => nodes.flatMap(({ done }) => [...done.says, ...done.confirm])));
  const learned = concepts.filter(
    concept => concept.speaker === 'agent' && concept.examples.length >= leastExamples && !isAct(concept) && named.has(`@${concept.key}`),
  );
  return new Set(learned.map(({ key }) => key));
}

/** A side whose acts are learned. */
export type Actor = 'agent' | 'customer';

/** An act of one side, judged by itself: it has examples, and sentences that come close and are not it. */
export function isAct({ key, examples, unlike, speaker }: Concept): boolean {
  return speaker !== 'any' && key !== noStepConcept && examples.length >= leastExamples && unlike.length > 0;
}

/** The concept whose examples are an agent's whole turns in which nothing is wrong. */
export const noBreachConcept = 'none-breach';

/** The concept whose examples are what customers say besides: none of their acts. */
export const noCustomerActConcept = 'none-customer';

/** The concept whose examples are an agent's words that are no step of any process. */
export const noStepConcept = 'none-agent';
