import type { Evidence } from '#domain/evidence.ts';

/** What is known of one slot. */
export interface SlotState {
  readonly slot: string;
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

/** A slot the other side has asked for; wanted by the business then at hand, or by another. */
export interface Asked {
  readonly slot: string;
  readonly turn: number;
  readonly isWanted: boolean;
}

/** What is known of slots, in the order in which they were first filled. */
export type Filled = readonly SlotState[];

/** What the slots remember of a conversation. */
export interface SlotsMemory {
  readonly slots: Filled;
  readonly heard: Filled; // as they stood before the agent edited them
  readonly asked: readonly Asked[];
  readonly proposed: readonly Proposal[];
  readonly matched: readonly string[]; // of who the customer is, what the other side has said matches
}

export const noSlots: SlotsMemory = { slots: [], heard: [], asked: [], proposed: [], matched: [] };

/** What is known of this slot. */
export function stateOf(slots: Filled, slot: string): SlotState | undefined {
  const at = placeOf(slots, slot);
  return at < 0 ? undefined : slots[at]; // asking a list for what is before it is slow
}

/** The same with another state of one slot; a new one comes last. */
export function withState(slots: Filled, state: SlotState): Filled {
  const at = placeOf(slots, state.slot);
  return at < 0 ? [...slots, state] : slots.with(at, state);
}

function placeOf(slots: Filled, slot: string): number {
  for (let at = 0; at < slots.length; at++) if (slots[at]?.slot === slot) return at;
  return -1;
}
