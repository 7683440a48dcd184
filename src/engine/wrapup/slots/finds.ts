import type { Heard, Hit } from '#domain/hit.ts';
import type { Slot } from '#domain/slot.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';
import { readAnswer, readNear } from '#engine/wrapup/slots/read-value.ts';
import type { SlotHit } from '#engine/wrapup/wrapup-hits.ts';

/** A value heard for a slot in this turn. */
export interface Find extends Read {
  readonly slot: Slot;
  readonly confidence: number;
  readonly isUnsure: boolean;
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
  text: string,
  pending: readonly string[],
  wanted: ReadonlySet<string>,
): SlotFinds {
  const { heard } = moment;
  if (!heard || (pending.length === 0 && !hits.some(({ cue }) => cue.outright.length > 0))) return nothing;
  const said = sortOut(hits, pending);
  const finds: Find[] = [];

  for (const { slot, hit } of said.says)
    if (slot.type !== 'text' || wanted.has(slot.key))
      take(finds, said, slot, readNear(slot, hit, heard, text), slot.type === 'text' ? 0.7 : 0.9, hit);
  for (const { slot, order, hit } of said.choices) {
    const value = slot.choices[order % slot.choices.length]?.value;
    if (value !== undefined) take(finds, said, slot, { value, span: hit.span }, order < slot.choices.length ? 0.9 : 0.8, hit);
  }
  if (pending.length > 0) readAnswers(finds, said, moment.content, heard, text, pending, wanted);
  return { finds, asked: said.asked };
}

/** What the hits of a turn say to slots, by what they are to each. */
interface Said {
  readonly asked: string[];
  readonly says: { readonly slot: Slot; readonly hit: Hit }[];
  readonly unsure: { readonly slot: Slot; readonly hit: Hit }[];
  readonly choices: Choice[]; // one a slot
}

interface Choice {
  readonly slot: Slot;
  readonly order: number; // the choice; after all of them the bare answers
  readonly hit: Hit;
}

function sortOut(hits: readonly SlotHit[], pending: readonly string[]): Said {
  const said: Said = { asked: [], says: [], unsure: [], choices: [] };
  for (const { hit, cue } of hits) {
    for (const use of pending.length > 0 ? cue.uses : cue.outright) {
      const { slot } = use;
      if (use.as === 'asked') {
        if (!said.asked.includes(slot.key)) said.asked.push(slot.key);
      } else if (use.as === 'unsure') said.unsure.push({ slot, hit });
      else if (use.as === 'says') said.says.push({ slot, hit });
      else if (use.as === 'choice' || pending.includes(slot.key)) {
        const order = use.choice + (use.as === 'answer' ? slot.choices.length : 0); // said outright beats a bare answer
        const at = said.choices.findIndex(other => other.slot === slot);
        if (at < 0) said.choices.push({ slot, order, hit });
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
    const find = finds[at];
    if (find && find.slot.type !== 'choice') finds[at] = { ...find, confidence: Math.min(0.95, find.confidence + 0.04) }; // asked for and said
  }
  const taken = finds.filter(find => find.slot.type !== 'choice').map(find => find.span);
  for (const key of pending) {
    const slot = content.slots.get(key);
    if (!slot || (slot.type === 'text' && !wanted.has(key))) continue;
    const isFound = placeOf(finds, key) >= 0;
    take(finds, said, slot, readAnswer(slot, heard, text, isFound ? [] : taken), slot.type === 'text' ? 0.65 : isFound ? 0.7 : 0.92, null);
  }
}

/** Keeps what was read for a slot, where nothing surer was. */
function take(finds: Find[], said: Said, slot: Slot, read: Read | null, confidence: number, hit: Hit | null): void {
  if (!read) return;
  const at = placeOf(finds, slot.key);
  const other = finds[at];
  if (other && other.confidence >= confidence) return;
  const find = { value: read.value, span: read.span, slot, hit, isUnsure: isUnsure(said, slot, read.span), confidence };
  if (at < 0) finds.push(find);
  else finds[at] = find;
}

function placeOf(finds: readonly Find[], key: string): number {
  for (let at = 0; at < finds.length; at++) if (finds[at]?.slot.key === key) return at;
  return -1;
}

function isUnsure({ unsure }: Said, slot: Slot, span: readonly [number, number]): boolean {
  return unsure.some(({ slot: other, hit }) => other === slot && hit.span[0] <= span[1] + 2 && span[0] <= hit.span[1] + 4);
}
