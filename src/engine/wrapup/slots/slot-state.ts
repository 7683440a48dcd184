import type { Evidence } from '#domain/evidence.ts';

/** What is known of one slot. */
export interface SlotState {
  readonly value: string;
  readonly status: 'unsure' | 'filled' | 'edited';
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/** A value somebody put to the customer, waiting for a yes. */
export interface Proposal {
  readonly slot: string;
  readonly value: string;
  readonly evidence: Evidence;
  readonly turn: number;
}

/** What the slots remember of a conversation. */
export interface SlotsMemory {
  readonly slots: Readonly<Record<string, SlotState>>;
  readonly asked: readonly { readonly slot: string; readonly turn: number }[];
  readonly proposed: readonly Proposal[];
}

export const noSlots: SlotsMemory = { slots: {}, asked: [], proposed: [] };
