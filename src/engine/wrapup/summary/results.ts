import type { Process } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import type { Cues } from '#engine/cues.ts';

/** How a process may end, and what is listened for. */
export interface Result {
  readonly title: string;
  readonly when: Cues;
  /** Nothing tells of it but its own title. */
  readonly isBare: boolean;
  readonly fact: string | null; // process/node
}

const indexes = new WeakMap<Content, Map<string, readonly Result[]>>();

/** The results of a process, read once a release. */
export function resultsOf(content: Content, process: string): readonly Result[] {
  const known = indexes.get(content) ?? new Map<string, readonly Result[]>();
  indexes.set(content, known);
  const kept = known.get(process);
  if (kept) return kept;
  const made = read(content, content.processes.get(process));
  known.set(process, made);
  return made;
}

function read({ cues }: Content, process: Process | undefined): readonly Result[] {
  return (process?.results ?? []).map(({ title, when, node }) => ({
    title,
    when: cues.of(when),
    isBare: when.length === 0 && node === undefined,
    fact: node === undefined ? null : `${process?.key}/${node}`,
  }));
}
