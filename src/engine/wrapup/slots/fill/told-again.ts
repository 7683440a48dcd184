import type { Slot } from '#domain/slot.ts';
import { added } from '#engine/wrapup/slots/choices.ts';
import type { Find } from '#engine/wrapup/slots/finds.ts';
import type { SlotState } from '#engine/wrapup/slots/slot-state.ts';
import { surnameLength } from '#engine/wrapup/slots/surnames.ts';

/** What was found, with what stands there already where it adds to it: an hour to its day, one of several to the others. */
export function valueWith(old: SlotState | undefined, { slot, value }: Find): string {
  if (!old) return value;
  if (slot.type === 'choices') return added(slot, old.value, value);
  return isHourOf(slot, old, value) ? `${old.value}${value}` : value;
}

/** 今天, then 上午十点: the hour of the day already told. */
function isHourOf(slot: Slot, old: SlotState, value: string): boolean {
  return losesDay(slot, old.value, value) && old.status === 'filled' && !hours.test(old.value) && hours.test(value) && value !== old.value;
}

const hours = /点|\d:\d/u;

/** 明天 → 9点: an hour says nothing of the day already told. */
export function losesDay(slot: Slot, old: string, value: string): boolean {
  return (slot.type === 'time' || slot.type === 'date') && dayWords.test(old) && !dayWords.test(value);
}

const dayWords = /[今昨前明后]天|[今昨明]儿|周|星期|礼拜|[月号日]/u;

/** 昨天 → 昨天晚上8点, 邝 → 邝敬业: the same, told in more detail. */
export function isMorePrecise(slot: Slot, old: string, value: string): boolean {
  if (slot.type === 'person') return value.length > old.length && surnameLength(old) === old.length && value.startsWith(old);
  if (slot.type !== 'time' && slot.type !== 'date') return false;
  return (value.length > old.length && value.startsWith(old.slice(0, 2))) || (vague.test(old) && /\d[号日]/.test(value));
}

/** 月底 → 28号. */
const vague = /^(?:下|本|这)?个?月?月?[底初中]$/u;
