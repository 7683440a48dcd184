import type { Advice } from '#domain/advice.ts';
import type { Slot } from '#domain/slot.ts';
import { formOf } from '#domain/slot-form.ts';
import type { Kind } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';
import { whenIs } from '#engine/hear/calendar/when.ts';
import { slotsAlways, slotsListed } from '#engine/wrapup/slots/slot-index.ts';
import { type Filled, type SlotsMemory, stateOf } from '#engine/wrapup/slots/slot-state.ts';
import { isRequired, type QueueFields } from '#engine/wrapup/slots/template.ts';

/** The key of a slot's advice. */
export function slotKey(slot: string): string {
  return `slot:${slot}`;
}

/**
 * The slots the desk shows: all of the process at hand (empty ones too), of the identity check when there is one, and of
 * earlier processes those that have a value or had one before the agent emptied them.
 */
export function slotsToShow(
  content: Content,
  process: string | null,
  seen: readonly string[],
  { slots, heard }: Pick<SlotsMemory, 'slots' | 'heard'>,
): readonly string[] {
  const checksIdentity = seen.some(key => (content.processes.get(key)?.identity ?? 'none') !== 'none');
  const always = slotsAlways(content, process, checksIdentity);
  const known = seen.map(each => slotsListed(content, each));
  const belongs = ({ key, identity, processes }: Slot): boolean =>
    identity || known.some(slots => slots.has(key)) || processes.some(each => each === process || seen.includes(each));
  const more: string[] = [];
  for (const { slot: key, status } of heard.length === 0 ? slots : [...slots, ...emptied(slots, heard)]) {
    const slot = always.has(key) ? undefined : content.slots.get(key);
    if (slot && (status === 'edited' || belongs(slot))) more.push(key);
  }
  return more.length === 0 ? always.keys : [...always.keys, ...more];
}

/** Slots that have no value any more: the agent took it out. */
function emptied(slots: Filled, heard: Filled): Filled {
  return heard.filter(({ slot }) => stateOf(slots, slot) === undefined);
}

/** A slot as the desk shows it; what was heard stays beside what the agent put there. `fields`: what the call's queue changes. */
export function slotAdvice(
  slot: Slot,
  { slots, heard }: Pick<SlotsMemory, 'slots' | 'heard'>,
  content: Content,
  openedAt: string,
  fields: QueueFields | null = null,
): Advice {
  const state = stateOf(slots, slot.key);
  const before = !state || state.status === 'edited' ? stateOf(heard, slot.key)?.value : undefined;
  const suggested = before === undefined || before === state?.value ? {} : { suggested: before };
  const version = content.versions[`slot/${slot.key}`] ?? 1;
  const empty: Kind<'slot'> = {
    key: slotKey(slot.key),
    kind: 'slot',
    slot: slot.key,
    label: slot.label,
    status: 'empty',
    required: isRequired(fields, slot),
    confidence: 0,
    form: formOf(slot),
    evidence: [],
    from: { kind: 'slot', key: slot.key, version },
    loudness: 'quiet',
  };
  if (!state) return { ...empty, ...suggested };
  const { value, status, confidence, evidence } = state;
  const source = slot.type === 'profile' && status !== 'edited' ? ({ source: 'profile' } as const) : {};
  const filled = { ...empty, status, confidence, evidence: [...evidence], value, ...suggested, ...source };
  const on = slot.type === 'date' || slot.type === 'time' ? whenIs(value, openedAt) : null;
  return on ? { ...filled, on } : filled;
}
