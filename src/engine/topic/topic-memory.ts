import type { Evidence } from '#domain/evidence.ts';

/** A process this conversation has been about. */
export interface TopicEntry {
  readonly process: string;
  readonly by: 'heard' | 'picked';
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/** How near the talk is to a process. */
export interface Leaning {
  readonly process: string;
  readonly sum: number;
}

/** How near it is to this one. */
export function leaningTo({ leaning }: TopicMemory, process: string): number {
  for (const each of leaning) if (each.process === process) return each.sum;
  return 0;
}

/** What the topic aide remembers: the active process on top of the stack, and how near others are. */
export interface TopicMemory {
  /** Oldest first; the active one is last. */
  readonly stack: readonly TopicEntry[];
  readonly active: string | null;
  /** The agent chose: detection stands back, except for an urgent process first heard afterwards. */
  readonly held: boolean;
  /** Fading sums of mentions. */
  readonly leaning: readonly Leaning[];
  readonly sensitive: boolean;
  readonly finished: readonly string[];
  /** Recalled from running conversations: not started any more. */
  readonly recalled: readonly string[];
  /** Another business that the agent last talked about: once more, and the call is about that. */
  readonly told: string | null;
}

export const topicStart: TopicMemory = {
  stack: [],
  active: null,
  held: false,
  leaning: [],
  sensitive: false,
  finished: [],
  recalled: [],
  told: null,
};

const deepest = 6;

/** Puts a process on top. What was active waits under it; the oldest is forgotten when the stack is full. */
export function activate(memory: TopicMemory, entry: TopicEntry): TopicMemory {
  const under = memory.stack.filter(({ process }) => process !== entry.process);
  return { ...memory, stack: [...under, entry].slice(-deepest), active: entry.process };
}
