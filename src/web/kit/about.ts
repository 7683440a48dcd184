import type { Advice } from '#domain/advice.ts';

/** Which piece of content made some advice, and which step of it. */
export interface About {
  readonly kind: 'rule' | 'process' | 'article' | 'handoff';
  readonly key: string;
  readonly version?: number;
  readonly node?: string;
}

/** What explains an advice; null where nothing of the content does (a category, a measured time). */
export function aboutOf(advice: Advice): About | null {
  if (advice.kind === 'handoff') return { kind: 'handoff', key: advice.reason };
  const { from } = advice;
  if (!from) return null;
  switch (from.kind) {
    case 'rule':
    case 'article':
      return { kind: from.kind, key: from.key, version: from.version };
    case 'process': {
      const node = nodeOf(advice);
      return { kind: 'process', key: from.key, version: from.version, ...(node ? { node } : {}) };
    }
    case 'concept':
    case 'leaf':
    case 'slot':
    case 'offer':
      return null;
  }
}

/** The step: a card's first, the rail's own, or the one a line of obligations comes before. */
function nodeOf(advice: Advice): string | undefined {
  const reference = advice.kind === 'card' ? advice.nodes[0] : advice.kind === 'step' ? advice.node : /^line:(.+)$/.exec(advice.key)?.[1];
  return reference?.slice(reference.lastIndexOf('/') + 1);
}
