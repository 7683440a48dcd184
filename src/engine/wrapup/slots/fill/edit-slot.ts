import { type SlotState, type SlotsMemory, stateOf, withState } from '#engine/wrapup/slots/slot-state.ts';

/** The agent's edit wins: another value, none, or (null) what was heard before all edits. The words heard show only the value they said. */
export function editSlot(memory: SlotsMemory, slot: string, value: string | null): SlotsMemory {
  const old = stateOf(memory.slots, slot);
  const heard = old && old.status !== 'edited' ? withState(memory.heard, old) : memory.heard;
  const before = stateOf(heard, slot);
  if (value === '' || (value === null && !before)) return { ...memory, heard, slots: memory.slots.filter(state => state.slot !== slot) };
  if (value === null) return { ...memory, heard, slots: withState(memory.slots, before as SlotState) };
  const evidence = before?.value === value ? before.evidence : [];
  return { ...memory, heard, slots: withState(memory.slots, { slot, value, status: 'edited', confidence: 1, evidence }) };
}
