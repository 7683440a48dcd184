import type { StepState } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';

/** What aides tell the aides after them, in the order topic → process → quality → knowledge → wrapup → handoff → offer. */
export interface Facts {
  readonly topic: TopicFact;
  readonly process: ProcessFact;
  readonly quality: QualityFact;
  readonly knowledge: KnowledgeFact;
  readonly wrapup: WrapupFact;
}

/** The process stack: what the conversation is about now, and what waits. */
export interface TopicFact {
  readonly process: string | null;
  readonly suspended: readonly string[];
  /** The words that began the active process; null when somebody picked it by hand. */
  readonly because: Evidence | null;
  /** The process changed with this very event. */
  readonly changed: boolean;
  /** Complaint, dispute, fraud or distress was heard: offers keep quiet. */
  readonly sensitive: boolean;
}

/** Progress of the active process, and states that steps establish. */
export interface ProcessFact {
  /** Identity verified, and since when. False again after a retraction. */
  readonly verified: boolean;
  readonly verifiedAtMs: number | null;
  /** The customer's explicit consent to the operation at hand has been heard. */
  readonly consented: boolean;
  /** process/node → state, for every process seen in this conversation. */
  readonly steps: Readonly<Record<string, StepState>>;
  readonly current: string | null;
  /** Nodes whose state changed with this event. */
  readonly changed: readonly string[];
}

/** Rules that spoke with this event. */
export interface QualityFact {
  readonly fired: readonly string[];
}

/** Articles raised with this event. */
export interface KnowledgeFact {
  readonly shown: readonly string[];
}

/** Slots as they stand. */
export interface WrapupFact {
  /** As they were filled; what is unsure is for nobody to use. */
  readonly slots: readonly { readonly slot: string; readonly value: string; readonly status: 'unsure' | 'filled' | 'edited' }[];
}

/** The value of a slot that the talk has surely filled. */
export function sureValue({ slots }: WrapupFact, slot: string): string | undefined {
  for (const each of slots) if (each.slot === slot) return each.status === 'unsure' ? undefined : each.value;
  return undefined;
}

export const noFacts: Facts = {
  topic: { process: null, suspended: [], because: null, changed: false, sensitive: false },
  process: { verified: false, verifiedAtMs: null, consented: false, steps: {}, current: null, changed: [] },
  quality: { fired: [] },
  knowledge: { shown: [] },
  wrapup: { slots: [] },
};
