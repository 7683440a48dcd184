import type { Heard, Hit } from '#domain/hit.ts';
import type { Slot } from '#domain/slot.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import { type Choice, isUnreal, settledIn, severalIn } from '#engine/wrapup/slots/choices.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';
import { readAnswer, readNear } from '#engine/wrapup/slots/read-value.ts';
import type { SlotHit } from '#engine/wrapup/wrapup-hits.ts';

/** A value heard for a slot in this turn. */
export interface Find extends Read {
  readonly slot: Slot;
  readonly confidence: number;
  readonly isUnsure: boolean;
  readonly isTold: boolean; // a fact the agent states
  readonly hit: Hit | null;
}

/** What a turn says to the slots: values, and what it asks for. */
export interface SlotFinds {
  readonly finds: readonly Find[];
  readonly asked: readonly string[];
}

const nothing: SlotFinds = { finds: [], asked: [] };

/**
 * Reads a turn for every slot. `pending`: slots the other side has just asked for;
 * `wanted`: slots of the business at hand. Free text is read for these alone: its cues are everyday words.
 */
export function findSlots(
  moment: Moment,
  hits: readonly SlotHit[],
  { text, speaker }: Utterance,
  pending: readonly string[],
  wanted: ReadonlySet<string>,
): SlotFinds {
  const { heard } = moment;
  const isCustomer = speaker === 'customer';
  if (!heard || (pending.length === 0 && !hits.some(({ cue }) => cue.outright.length > 0))) return nothing;
  const said = sortOut(hits, pending, text);
  const finds: Find[] = [];
  const alone: { readonly slot: Slot; readonly read: Read; readonly hit: Hit }[] = [];

  for (const { slot, hit } of said.told)
    if (wanted.has(slot.key)) take(finds, said, slot, readNear(slot, hit, heard, text), isCustomer ? 0.9 : 0.95, hit, true); // the agent reads it from the system
  for (const { slot, hit } of said.says) {
    const read = readNear(slot, hit, heard, text);
    if (slot.type === 'choices' && (isCustomer || (read?.value.length ?? 0) < summedUp)) continue; // only the other side sums up
    if (read && isAlone(slot, hit, read) && !isElse(said, slot, read.span)) alone.push({ slot, read, hit });
    else if (!isEveryday(slot) || wanted.has(slot.key)) take(finds, said, slot, read, sureOf(slot, wanted, text.slice(...hit.span)), hit);
  }
  giveWay(finds, pending, wanted);
  for (const { slot, read, hit } of severalIn(said.several)) if (wanted.has(slot.key)) take(finds, said, slot, read, 0.9, hit);
  for (const { slot, order, hit } of said.choices) {
    const value = slot.choices[order % slot.choices.length]?.value;
    const confidence = slot.type !== 'choice' ? 0.6 : order < slot.choices.length ? 0.9 : 0.8; // a number said beside 打这个 is the number
    if (value !== undefined) take(finds, said, slot, { value, span: hit.span }, confidence, hit);
  }
  if (!isCustomer) tellSettled(finds, said, text, wanted);
  if (pending.length > 0) readAnswers(finds, said, moment.content, heard, text, pending, wanted);
  for (const { slot, read, hit } of alone)
    if (
      isCustomer &&
      wanted.has(slot.key) &&
      !finds.some(find => find.slot === slot || (find.confidence > byTheWay && overlaps(find.span, read.span)))
    )
      finds.push({ ...read, slot, hit, isUnsure: true, isTold: false, confidence: byTheWay });
  return { finds, asked: said.asked };
}

/** How sure a sum or a time is of which nothing is said, or for which no business at hand has a field. */
export const byTheWay = 0.6;

/** How sure what stands beside a cue is: of a sum or a time, what was said before a business began that has a field for it gives way to what is said then. */
function sureOf(slot: Slot, wanted: ReadonlySet<string>, cue: string): number {
  if (slot.type === 'text') return 0.7;
  if ((slot.type === 'amount' || isTime(slot)) && slot.speaker === 'customer' && !wanted.has(slot.key)) return byTheWay;
  return slot.type === 'amount' && total.test(cue) ? 0.9 + aTotal : 0.9;
}

/** 每笔六十八,加起来两百零四: of the sums of one turn the total is meant. */
const total = /一共|总共|合计|共计|[拢统]共|加(?:起来|一起|埋|拢)/u;

/** How much surer a total is than what it is made of. */
const aTotal = 0.02;

/** So many characters say more than the choices do. */
const summedUp = 8;

/** Types whose cues are everyday words. */
function isEveryday({ type }: Slot): boolean {
  return type === 'text' || type === 'choices';
}

/** A cue that is nothing but a sum or a time: it is the slot's where no other slot takes it, and gives way to any the words say more of. */
function isAlone(slot: Slot, { span }: Hit, read: Read): boolean {
  if (isTime(slot)) return read.span[0] <= span[0] && span[1] <= read.span[1];
  return slot.type === 'amount' && span[0] === read.span[0] && span[1] === read.span[1];
}

/** What the hits of a turn say to slots, by what they are to each. */
interface Said {
  readonly asked: string[];
  readonly says: { readonly slot: Slot; readonly hit: Hit }[];
  readonly told: { readonly slot: Slot; readonly hit: Hit }[];
  readonly unless: { readonly slot: Slot; readonly hit: Hit }[];
  readonly unsure: { readonly slot: Slot; readonly hit: Hit }[];
  readonly choices: Choice[]; // one a slot
  readonly several: Choice[]; // all, of slots that may hold several
  readonly ruled: Choice[]; // choices the other side says it is
}

function sortOut(hits: readonly SlotHit[], pending: readonly string[], text: string): Said {
  const said: Said = { asked: [], says: [], told: [], unless: [], unsure: [], choices: [], several: [], ruled: [] };
  for (const { hit, cue } of hits) {
    for (const use of pending.length > 0 ? cue.uses : cue.outright) {
      const { slot } = use;
      if (use.as === 'asked') {
        if (!said.asked.includes(slot.key)) said.asked.push(slot.key);
      } else if (use.as === 'unless') said.unless.push({ slot, hit });
      else if (use.as === 'unsure') said.unsure.push({ slot, hit });
      else if (use.as === 'says') said.says.push({ slot, hit });
      else if (use.as === 'told') said.told.push({ slot, hit });
      else if (use.as === 'ruled') said.ruled.push({ slot, order: use.choice, hit });
      else if (use.as === 'choice' ? !isUnreal(text, hit.span) : pending.includes(slot.key)) {
        const order = use.choice + (use.as === 'answer' ? slot.choices.length : 0); // said outright beats a bare answer
        const at = said.choices.findIndex(other => other.slot === slot);
        if (slot.type === 'choices') said.several.push({ slot, order, hit });
        else if (at < 0) said.choices.push({ slot, order, hit });
        else if (order < (said.choices[at] as Choice).order) said.choices[at] = { slot, order, hit };
      }
    }
  }
  return said;
}

/** What was just asked for and is said; where nothing points to it, the turn itself may be the answer. */
function readAnswers(
  finds: Find[],
  said: Said,
  content: Content,
  heard: Heard,
  text: string,
  pending: readonly string[],
  wanted: ReadonlySet<string>,
): void {
  for (const key of pending) {
    const at = placeOf(finds, key);
    const find = at < 0 ? undefined : finds[at];
    if (find && find.slot.type !== 'choice') finds[at] = { ...find, confidence: Math.min(0.95, find.confidence + 0.04) }; // asked for and said
  }
  const held = finds.filter(find => find.slot.type !== 'choice');
  const taken = held.map(find => find.span);
  const takenHere = held.filter(({ slot }) => wanted.has(slot.key) || slot.identity).map(find => find.span);
  const meant = pending.flatMap(key => (wanted.has(key) ? [content.slots.get(key)?.type] : []));
  for (const key of pending) {
    const slot = content.slots.get(key);
    if (!slot || (isEveryday(slot) && !wanted.has(key))) continue;
    if (!wanted.has(key) && !slot.identity && meant.includes(slot.type)) continue; // 多少以上提醒: the sum of the business at hand, no other
    const isFound = placeOf(finds, key) >= 0;
    const isMine = wanted.has(key) || slot.identity;
    const isShared = slot.type === 'phone' && !slot.identity; // 打这个号: the number asked for may be the one the customer is known by
    const free = wanted.has(key) || isTime(slot) ? takenHere : taken; // what no business here asks for takes nothing away
    const read = readAnswer(slot, heard, text, isFound || (isShared && wanted.has(key)) ? [] : free);
    const other =
      read || isFound ? -1 : finds.findIndex(find => find.slot.type === slot.type && isPlain(slot) && !pending.includes(find.slot.key));
    if (other >= 0)
      finds[other] = { ...(finds[other] as Find), slot, confidence: 0.92 }; // the question decides whose value it is
    else take(finds, said, slot, read, slot.type === 'text' ? 0.65 : isFound ? 0.7 : isMine ? 0.92 : byTheWay, null);
  }
}

/** What the other side says is so needs no yes; what it puts to the customer in the same words waits for one. */
function tellSettled(finds: Find[], said: Said, text: string, wanted: ReadonlySet<string>): void {
  for (const { slot, order, hit } of settledIn(said.ruled, text)) {
    if (!wanted.has(slot.key)) continue;
    const at = placeOf(finds, slot.key);
    if (at >= 0) finds.splice(at, 1); // 手机上改不了,得去网点: named, and ruled out
    take(finds, said, slot, { value: slot.choices[order]?.value ?? '', span: hit.span }, byTheWay, hit, true);
  }
}

function isTime({ type }: Slot): boolean {
  return type === 'time' || type === 'date';
}

/** A day is a time, too. */
function isOfKind(one: Slot, other: Slot): boolean {
  return one.type === other.type || (isTime(one) && isTime(other));
}

/** Types that say nothing of what they are the value of. */
function isPlain({ type }: Slot): boolean {
  return type === 'tail' || type === 'amount' || type === 'number' || type === 'term';
}

/** One value is one slot's: one of the business at hand, or just asked for, before one of others (每天只能转五万: a limit, no sum). */
function giveWay(finds: Find[], pending: readonly string[], wanted: ReadonlySet<string>): void {
  const isMeant = ({ slot }: Find) => wanted.has(slot.key) || slot.identity || pending.includes(slot.key);
  const meant = finds.filter(isMeant);
  for (let at = finds.length - 1; at >= 0; at--) {
    const find = finds[at] as Find;
    const same = meant.filter(other => other !== find && overlaps(other.span, find.span) && isOfKind(other.slot, find.slot));
    if (same.length === 0) continue;
    if (same.some(other => isNamedCloser(other, find)) || (!isMeant(find) && find.slot.type !== 'amount')) finds.splice(at, 1);
  }
}

/** 身份证末尾是三三幺九: of two tails read from the same digits, whose cue holds the other's and says more. */
function isNamedCloser({ slot, hit }: Find, other: Find): boolean {
  if (slot.type !== 'tail' || !hit || !other.hit) return false;
  return hit.span[0] < other.hit.span[0] && hit.span[1] >= other.hit.span[1];
}

function overlaps(one: readonly [number, number], other: readonly [number, number]): boolean {
  return one[0] < other[1] && other[0] < one[1];
}

/** Keeps what was read for a slot, where nothing surer was. */
function take(finds: Find[], said: Said, slot: Slot, read: Read | null, sure: number, hit: Hit | null, isTold = false): void {
  if (!read || isElse(said, slot, read.span)) return;
  const confidence = Math.min(sure, read.confidence ?? 1);
  const at = placeOf(finds, slot.key);
  const other = at < 0 ? undefined : finds[at];
  if (other && other.confidence >= confidence) return;
  const find = { value: read.value, span: read.span, slot, hit, isUnsure: isUnsure(said, slot, read.span), isTold, confidence };
  if (at < 0) finds.push(find);
  else finds[at] = find;
}

/** Whether a value stands in words that make it something else for this slot. */
function isElse({ unless }: Said, slot: Slot, span: readonly [number, number]): boolean {
  return unless.some(({ slot: other, hit }) => other === slot && overlaps(hit.span, span));
}

function placeOf(finds: readonly Find[], key: string): number {
  for (let at = 0; at < finds.length; at++) if (finds[at]?.slot.key === key) return at;
  return -1;
}

function isUnsure({ unsure }: Said, slot: Slot, span: readonly [number, number]): boolean {
  return unsure.some(({ slot: other, hit }) => other === slot && hit.span[0] <= span[1] + 2 && span[0] <= hit.span[1] + 4);
}
