import type { Hit } from '#domain/hit.ts';
import type { Slot } from '#domain/slot.ts';
import type { Moment } from '#engine/moment.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';
import { readAnswer, readNear } from '#engine/wrapup/slots/read-value.ts';
import type { WrapupHit } from '#engine/wrapup/wrapup-hits.ts';

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
  hits: readonly WrapupHit[],
  text: string,
  pending: readonly string[],
  wanted: ReadonlySet<string>,
): SlotFinds {
  const { heard } = moment;
  const used =
    pending.length > 0 ? hits.filter(({ slot }) => slot !== null) : hits.filter(({ slot }) => slot !== null && slot.outright.length > 0);
  if (!heard || (pending.length === 0 && used.length === 0)) return nothing;
  const finds = new Map<string, Find>();
  const asked = new Set<string>();
  const unsure = new Map<string, Hit[]>();
  const choices = new Map<string, { slot: Slot; choice: number; hit: Hit }>();
  const says: { slot: Slot; hit: Hit }[] = [];
  for (const { hit, slot: cue } of used)
    for (const use of (pending.length > 0 ? cue?.uses : cue?.outright) ?? []) {
      const { slot } = use;
      if (use.as === 'asked') asked.add(slot.key);
      else if (use.as === 'unsure') unsure.set(slot.key, [...(unsure.get(slot.key) ?? []), hit]);
      else if (use.as === 'says') says.push({ slot, hit });
      else if (use.as === 'choice' || pending.includes(slot.key)) {
        const other = choices.get(slot.key);
        const order = use.choice + (use.as === 'answer' ? slot.choices.length : 0); // said outright beats a bare answer
        if (!other || order < other.choice) choices.set(slot.key, { slot, choice: order, hit });
      }
    }

  const isUnsure = (slot: Slot, span: readonly [number, number]): boolean =>
    (unsure.get(slot.key) ?? []).some(hit => hit.span[0] <= span[1] + 2 && span[0] <= hit.span[1] + 4);
  const take = (slot: Slot, read: Read | null, confidence: number, hit: Hit | null): void => {
    const other = finds.get(slot.key);
    if (!read || (other && other.confidence >= confidence)) return;
    finds.set(slot.key, { ...read, slot, hit, isUnsure: isUnsure(slot, read.span), confidence });
  };

  for (const { slot, hit } of says)
    if (slot.type !== 'text' || wanted.has(slot.key)) take(slot, readNear(slot, hit, heard, text), slot.type === 'text' ? 0.7 : 0.9, hit);
  for (const { slot, choice, hit } of choices.values()) {
    const value = slot.choices[choice % slot.choices.length]?.value;
    if (value !== undefined) take(slot, { value, span: hit.span }, choice < slot.choices.length ? 0.9 : 0.8, hit);
  }
  for (const key of pending) {
    const find = finds.get(key);
    if (find && find.slot.type !== 'choice') finds.set(key, { ...find, confidence: Math.min(0.95, find.confidence + 0.04) }); // asked for and said
  }
  const taken = [...finds.values()].filter(find => find.slot.type !== 'choice').map(find => find.span);
  for (const key of pending) {
    const slot = moment.content.slots.get(key);
    if (!slot || (slot.type === 'text' && !wanted.has(key))) continue;
    take(slot, readAnswer(slot, heard, text, finds.has(key) ? [] : taken), slot.type === 'text' ? 0.65 : finds.has(key) ? 0.7 : 0.92, null);
  }
  return { finds: [...finds.values()], asked: [...asked] };
}
