import type { Advice } from '#domain/advice.ts';

/** Which piece of content made some advice, and which step of it. */
export interface About {
  readonly kind: 'rule' | 'process' | 'article' | 'handoff';
  readonly key: string;
  readonly version?: number;
  readonly node?: string;
}

/** What explains an advice, a card of several steps by each of them; nothing where no content does (a category, a measured time). */
export function aboutsOf(advice: Advice): readonly About[] {
  if (advice.kind === 'handoff') return [{ kind: 'handoff', key: advice.reason }];
  const { from } = advice;
  if (!from) return [];
  switch (from.kind) {
    case 'rule':
    case 'article':
      return [{ kind: from.kind, key: from.key, version: from.version }];
    case 'process': {
      const process = { kind: 'process', key: from.key, version: from.version } as const;
      const nodes = nodesOf(advice);
      return nodes.length === 0 ? [process] : nodes.map(node => ({ ...process, node }));
    }
    case 'concept':
    case 'leaf':
    case 'slot':
    case 'offer':
      return [];
  }
}

/** The steps: those a card says, the rail's own, or the one a line of obligations comes before. */
function nodesOf(advice: Advice): readonly string[] {
  const line = /^line:(.+)$/.exec(advice.key)?.[1];
  const references = advice.kind === 'card' ? advice.nodes : advice.kind === 'step' ? [advice.node] : line ? [line] : [];
  return [...new Set(references.map(reference => reference.slice(reference.lastIndexOf('/') + 1)))];
}
