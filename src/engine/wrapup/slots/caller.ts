import type { Content } from '#engine/content.ts';
import type { Find } from '#engine/wrapup/slots/finds.ts';
import type { Filled, SlotState } from '#engine/wrapup/slots/slot-state.ts';

/** 名字、证件都对上了: what the other side says matches is not asked for. */
export function saysItMatches(text: string): boolean {
  return matches.test(text) && !amiss.test(text);
}

const matches =
  /(?<![不没未])(?:对得?[上起]|一致|相符|吻合|没错|没有?出入|是您本人|[跟和](?:系统|登记|预留|留)(?:上|里|着)?的?一样|核实(?:通过|无误|好)|通过了)/u;
const amiss = /[合对]不[上起]|不(?:对|符|一致)|再(?:说|报|念|核)|有误/u;

/** Of who the customer is, what is on record when the other side says that it matches. */
export function matchedBy(text: string, before: readonly string[], slots: Filled, { slots: known }: Content): readonly string[] {
  const more = saysItMatches(text)
    ? slots.flatMap(({ slot, status }) => (status === 'filled' && known.get(slot)?.identity && !before.includes(slot) ? [slot] : []))
    : [];
  return more.length > 0 ? [...before, ...more] : before;
}

/** 她叫孟秋菊: the caller's name, given with another proof of who they are, gives way to none that shares no character with it. */
export function isSomebodyElse({ slot, value }: Find, old: SlotState, slots: Filled, { slots: known }: Content): boolean {
  if (slot.type !== 'person' || !slot.identity || [...old.value].some(char => value.includes(char))) return false;
  const at = old.evidence[0]?.position;
  return slots.some(other => other !== old && known.get(other.slot)?.identity === true && other.evidence[0]?.position === at);
}
