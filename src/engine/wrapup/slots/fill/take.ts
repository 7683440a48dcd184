import type { Slot } from '#domain/slot.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { isSomebodyElse } from '#engine/wrapup/slots/caller.ts';
import { evidenceOf } from '#engine/wrapup/slots/fill/said-in-turn.ts';
import { isMorePrecise, losesDay, valueWith } from '#engine/wrapup/slots/fill/told-again.ts';
import { byTheWay, type Find } from '#engine/wrapup/slots/finds.ts';
import { type SlotState, type SlotsMemory, stateOf, withState } from '#engine/wrapup/slots/slot-state.ts';
import { isSameDay, losesYear } from '#engine/wrapup/slots/told-day.ts';

/** Puts finds in their slots; the same slots where none fits. */
export function takeAll(
  slots: SlotsMemory['slots'],
  finds: readonly Find[],
  moment: Moment,
  utterance: Utterance,
  waiting: SlotsMemory['asked'] = [],
  matched: SlotsMemory['matched'] = [],
): SlotsMemory['slots'] {
  let next = slots;
  for (const find of finds) {
    const isAsked = waiting.some(({ slot }) => slot === find.slot.key);
    const old = stateOf(next, find.slot.key);
    if (old && isSomebodyElse(find, old, next, moment.content)) continue;
    if (old && matched.includes(old.slot) && !isMorePrecise(find.slot, old.value, find.value) && !isCorrected(find, moment)) continue;
    const state = take(old, find, isAsked ? 'asked' : 'told', moment, utterance);
    if (state !== null) next = withState(next, state);
  }
  return next;
}

/**
 * A find goes into an empty or unsure slot, over a weaker value, over one as strong when the other side has asked again, over any when the
 * speaker corrects; null where it goes nowhere.
 */
function take(old: SlotState | undefined, find: Find, how: 'asked' | 'told', moment: Moment, utterance: Utterance): SlotState | null {
  if (find.confidence < moment.content.settings.slotAbove) return null;
  const { slot } = find;
  const value = valueWith(old, find);
  if (old && how === 'asked' && old.status === 'filled' && isSameDay(slot, old.value, value)) return { ...old, confidence: 0.97 }; // told twice
  if (old?.status === 'edited' || (old?.value === value && old.status === 'filled')) return null;
  if (old && find.isTold && slot.type === 'choice' && find.confidence < old.confidence) return null; // the customer has told it
  const confidence = find.isUnsure ? Math.min(find.confidence, 0.55) : find.confidence;
  const mayReplace =
    !old ||
    (old.status === 'unsure' && !(how === 'told' && isPassing(find))) ||
    slot.type === 'choices' ||
    (slot.type === 'choice' && confidence >= old.confidence) ||
    (how === 'asked' && confidence >= old.confidence - (slot.identity ? 0.05 : 0) && !losesDay(slot, old.value, value)) ||
    (confidence > old.confidence && !losesDay(slot, old.value, value)) ||
    isMorePrecise(slot, old.value, value) ||
    isCorrected(find, moment);
  if (old?.status === 'filled' && losesYear(slot, old.value, value) && !isCorrected(find, moment)) return null;
  if (old?.status === 'filled' && isAnother(find, utterance.text)) return null;
  if (!mayReplace || (old && find.isUnsure && old.status === 'filled')) return null;
  if (old?.status === 'filled' && how === 'told' && mayBeAside(slot, confidence <= old.confidence) && isAside(find, utterance)) return null;
  if (old?.status === 'filled' && old.value.endsWith('✓⟧') && !value.endsWith('✓⟧')) return null; // what is no whole number
  return {
    slot: slot.key,
    value,
    status: find.isUnsure ? 'unsure' : 'filled',
    confidence,
    evidence: [evidenceOf(utterance, find.span, find)],
  };
}

/** 就今天上午的事 … 万一是昨晚到现在有人刷了: a time or a sum nothing is said of does not push out the one told first. */
function isPassing({ isUnsure, confidence }: Find): boolean {
  return isUnsure && confidence <= byTheWay;
}

/** 听讲柜员机转的可以撤, 那可不可以退回来?: what a customer has heard, asks or recalls of another time or person is no new choice. */
function isAside({ span }: Find, { text, speaker }: Utterance): boolean {
  if (speaker !== 'customer') return false;
  const from = Math.max(...['。', '!', '！', '?', '？'].map(mark => text.lastIndexOf(mark, span[0] - 1))) + 1;
  const end = text.slice(span[1]).search(/[。!！?？]/u);
  const sentence = text.slice(from, end < 0 ? text.length : span[1] + end + 1);
  return /(?:[?？]|吗|不行|行不|能不能|可不可以)[?？]?$|听(?:人|说|讲|别人)|上[次回]|以前|人家/u.test(sentence);
}

/** A choice told by the way is none, however it is said; a sum or a time needs no less than the one on record was sure of. */
function mayBeAside({ type }: Slot, isNoSurer: boolean): boolean {
  return type === 'choice' || (isNoSurer && (type === 'amount' || type === 'time' || type === 'date'));
}

/** 还有一笔九块九: another sum beside the one on record. */
function isAnother({ slot, span }: Find, text: string): boolean {
  return slot.type === 'amount' && /(?:还有|还剩|另外|又有)[^,，。;；!！?？]{0,8}$/u.test(text.slice(0, span[0]));
}

/** 不是四四一七,是七七二零: the words that correct stand right before the value (应该是够的,上个月到期了一笔三十万 corrects nothing). */
function isCorrected({ span }: Find, moment: Moment): boolean {
  return moment.hearsAll(moment.content.own.slotCorrect).some(hit => hit.span[0] <= span[0] && span[0] - hit.span[1] <= correcting);
}

/** So many characters may stand between. */
const correcting = 8;
