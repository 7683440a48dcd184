import type { Process } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';

/** What hearing one concept says about a process. */
export interface TopicCue {
  readonly process: string;
  readonly as: 'trigger' | 'mention' | 'question' | 'step' | 'not-when';
}

/** Which processes a heard concept speaks for; cost follows what was heard, not how many processes there are. */
export type TopicIndex = ReadonlyMap<string, readonly TopicCue[]>;

const indexes = new WeakMap<ReadonlyMap<string, Process>, TopicIndex>();

/** The index of a release, made once. */
export function topicIndex(content: Content): TopicIndex {
  const made = indexes.get(content.processes);
  if (made) return made;

  const index = new Map<string, TopicCue[]>();
  const add = (cues: readonly string[], process: string, as: TopicCue['as']) => {
    for (const cue of cues) {
      const name = conceptOf(cue);
      const found = index.get(name);
      if (found) found.push({ process, as });
      else index.set(name, [{ process, as }]);
    }
  };
  for (const process of content.processes.values()) {
    add(process.triggers, process.key, 'trigger');
    add(process.mentions ?? [], process.key, 'mention');
    add(process.notWhen, process.key, 'not-when');
    add([...new Set(process.nodes.flatMap(({ done }) => done.says))], process.key, 'step');
    add([...new Set(process.nodes.flatMap(({ answers }) => answers))], process.key, 'question');
  }
  for (const [name, cues] of index) if (cues.filter(({ as }) => as === 'step').length > 1) index.set(name, withoutSteps(cues));
  indexes.set(content.processes, index);
  return index;
}

/** What is said at the steps of several processes (the greeting, the goodbye) tells nothing apart. */
function withoutSteps(cues: readonly TopicCue[]): TopicCue[] {
  return cues.filter(({ as }) => as !== 'step');
}

/** How hits name what a cue heard: the concept's key, or the pattern itself. */
export function conceptOf(cue: string): string {
  return cue.startsWith('@') ? cue.slice(1) : cue;
}
