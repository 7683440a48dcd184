import type { StepState } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Plan, Step } from '#engine/process/plan.ts';

/** What one utterance said that matters to processes: small enough to keep, and the same live and looked back on. */
export interface Words {
  readonly turn: number;
  readonly position: Evidence['position'];
  readonly revision: number;
  readonly speaker: 'customer' | 'agent';
  readonly atMs: number;
  readonly length: number;
  /** Says at least something: an answer, no mere 嗯. */
  readonly isAnswer: boolean;
  /** How many utterances of the agent came before it. */
  readonly agentTurn: number;
  /** Steps heard in so many words that nothing in this is like, by their likeness. */
  readonly unlike?: readonly string[];
  readonly hits: readonly {
    readonly cue: number;
    readonly concept: string;
    readonly span: readonly [number, number];
    readonly confidence: number;
    /** The first and the last sentence it stands in, counted from 0. */
    readonly sentences: readonly [number, number];
  }[];
}

/** How far one node has got. */
export interface NodeRecord {
  readonly state: StepState;
  /** Applies at all: false until its opening cue or its branch. */
  readonly open: boolean;
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  readonly askedTurn: number | null;
  /** The words after which doing it comes too late have been said. */
  readonly spoiled: boolean;
  /** Must-say phrases heard, by label. */
  readonly said: Readonly<Record<string, Evidence>>;
  readonly evidence: readonly Evidence[];
  readonly turn: number | null;
  readonly atMs: number | null;
  /** How much the agent's words were like its examples when it was asked or done; 0: not enough to be heard. */
  readonly likeness: number;
  /** The agent's turn in which it was done by words that hardly resemble it: it is not claimed yet (claim.ts). */
  readonly doubtedAt: number | null;
  /** The turn after which it is to be done once more; null: asked for but once. */
  readonly anewAt: number | null;
}

/** Progress of one process in one conversation. */
export interface Track {
  readonly process: string;
  /** By the node's place in the process. */
  readonly nodes: readonly NodeRecord[];
  /** The customer's words that began it; the first card rests on them. */
  readonly because: Evidence | null;
  /** A branch leads to this node next. */
  readonly jump: number | null;
  /** The call went outside the bank's desks: the nodes that were still to be done then. Nothing is judged any more. */
  readonly handedOver: readonly number[] | null;
  /** The customer asked what this node's script answers. */
  readonly question: { readonly node: number; readonly text: string; readonly turn: number; readonly evidence: Evidence } | null;
}

/** The process as it begins: nothing heard; nodes that wait for a cue or a branch do not apply yet. */
export function startTrack({ process, steps }: Plan): Track {
  const branched = new Set(steps.flatMap(({ branches }) => branches.map(({ to }) => to)));
  const nodes = steps.map(({ node, place }): NodeRecord => {
    const open = node.opensOn.length === 0 && (node.required || !branched.has(place));
    return { ...blank, open, state: open ? 'pending' : 'not-applicable' };
  });
  return { process: process.key, nodes, because: null, jump: null, handedOver: null, question: null };
}

const blank: NodeRecord = {
  state: 'pending',
  open: true,
  asked: [],
  answered: [],
  askedTurn: null,
  spoiled: false,
  said: {},
  evidence: [],
  turn: null,
  atMs: null,
  likeness: 0,
  doubtedAt: null,
  anewAt: null,
};

/** One node's record changed. */
export function withNode(track: Track, place: number, change: Partial<NodeRecord>): Track {
  const record = track.nodes[place];
  return record ? withRecord(track, place, { ...record, ...change }) : track;
}

/** One node has another record. */
export function withRecord(track: Track, place: number, record: NodeRecord): Track {
  const nodes = track.nodes.slice();
  nodes[place] = record;
  return { ...track, nodes };
}

/** Taken back: as if it had never been said. */
export function reset(record: NodeRecord, evidence: Evidence): NodeRecord {
  return { ...blank, open: true, spoiled: record.spoiled, evidence: [evidence] };
}

/** To be done once more from this turn on, although what comes after it may have been done. */
export function again(record: NodeRecord, turn: number): NodeRecord {
  return { ...blank, spoiled: record.spoiled, anewAt: turn };
}

/** Somebody did it, in time or not. */
export function isDone(record: NodeRecord | undefined): boolean {
  return record?.state === 'done' || record?.state === 'out-of-order';
}

/** Nobody has to do it any more before something else: done, not applicable, or nobody can tell. */
export function isSettled(record: NodeRecord | undefined): boolean {
  return record === undefined || isDone(record) || record.state === 'not-applicable' || record.state === 'unknown';
}

/** The nodes that must come first and have not. */
export function unmet(track: Track, step: Step): readonly number[] {
  const { mustFollow } = step;
  return mustFollow.length === 0 ? mustFollow : mustFollow.filter(place => !isSettled(track.nodes[place]));
}
