import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import { type SlotState, type SlotsMemory, stateOf, withState } from '#engine/wrapup/slots/slot-state.ts';

/**
 * Fields of the customer's profile, as it came with the call: known from the first moment, unsure until the customer is verified, by
 * words or by hand, and again when that is undone: until then it is the profile of whoever's number it is. No word fills them; the agent's edit stands.
 */
export function fromProfile(memory: SlotsMemory, { content, meta, event, facts }: Moment): SlotsMemory {
  const { attached } = meta;
  const fields = profileFields(content);
  if (attached === undefined || fields.length === 0) return memory;
  const status = facts.process.verified ? 'filled' : 'unsure';
  let { slots } = memory;
  for (const { key, field } of fields) {
    const value = attached[field]?.trim();
    if (!value) continue;
    const state = stateOf(slots, key);
    if (event.what.kind === 'opened' && !state) slots = withState(slots, { slot: key, value, status, confidence, evidence: [] });
    else if (state && state.status !== 'edited' && state.status !== status)
      slots = withState(slots, { ...state, status } satisfies SlotState);
  }
  return slots === memory.slots ? memory : { ...memory, slots };
}

const confidence = 1;

interface ProfileField {
  readonly key: string;
  readonly field: string;
}

function profileFields(content: Content): readonly ProfileField[] {
  const kept = known.get(content);
  if (kept) return kept;
  const fields = [...content.slots.values()].flatMap(({ key, type, field }) =>
    type === 'profile' && field !== undefined ? [{ key, field }] : [],
  );
  known.set(content, fields);
  return fields;
}

const known = new WeakMap<Content, readonly ProfileField[]>();
