import type { Find } from '#engine/wrapup/slots/finds.ts';
import { type SlotsMemory, stateOf } from '#engine/wrapup/slots/slot-state.ts';

/** 新号是…: a number another slot has found its own is not put over the one the customer was known by, nor a number just told taken for another. */
export function isOthers(find: Find, finds: readonly Find[], slots: SlotsMemory['slots']): boolean {
  if (isSaidBack(find, slots)) return true;
  const old = find.slot.identity ? stateOf(slots, find.slot.key) : undefined;
  if (old?.status !== 'filled' || !isMark(old.value) || old.value === find.value) return false;
  return finds.some(other => other !== find && other.value === find.value);
}

/** 单号是八八零五二 · 八八零五二: a number of some length another slot has is its own, though it is said back. */
export function isSaidBack({ slot, value }: Find, slots: SlotsMemory['slots']): boolean {
  return slot.type === 'number' && value.length > 3 && slots.some(other => other.slot !== slot.key && other.value === value);
}

/** A secret the door has sealed. */
export function isMark(value: string): boolean {
  return value.startsWith('⟦');
}
