import type { Process, ProcessNode } from '#domain/process.ts';

/** The cue under which a customer who comes for a process is heard, as learned from its examples. */
export function openingCue(process: string): string {
  return `@${openingClass(process)}`;
}

/** The cue under which an agent's step is heard, as learned from its examples: doing it, or closing it. */
export function stepCue(process: string, node: string, part: StepPart): string {
  return `@${stepClass(process, node, part)}`;
}

/** What of a node is learned. */
export type StepPart = 'says' | 'confirm';

/** A process among the classes of openings. */
export function openingClass(process: string): string {
  return `${process}/opening`;
}

/** A node, or its closing words, among the classes of steps. */
export function stepClass(process: string, node: string, part: StepPart): string {
  return `${process}/${node}/${part}`;
}

/** What is learned of a release's processes: who has fewer examples than this is heard by patterns alone. */
export const leastExamples = 3;

/** Every cue that is learned from the examples of processes. */
export function learnedCues(processes: readonly Process[]): readonly string[] {
  return processes.flatMap(({ key, examples, nodes }) => [
    ...(examples.length < leastExamples ? [] : [openingCue(key)]),
    ...nodes.flatMap(node => learnedParts(node).map(({ part }) => stepCue(key, node.key, part))),
  ]);
}

/** The parts of a node that have examples enough. */
export function learnedParts({ done }: ProcessNode): readonly { readonly part: StepPart; readonly examples: readonly string[] }[] {
  const parts = [
    { part: 'says', examples: done.examples },
    { part: 'confirm', examples: done.confirmExamples },
  ] as const;
  return parts.filter(({ examples }) => examples.length >= leastExamples);
}
