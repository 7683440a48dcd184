import type { Evidence } from '#domain/evidence.ts';
import type { Slot } from '#domain/slot.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { evidenceOf, said } from '#engine/wrapup/slots/fill/said-in-turn.ts';
import { readAnswer } from '#engine/wrapup/slots/read-value.ts';
import { type SlotState, type SlotsMemory, withState } from '#engine/wrapup/slots/slot-state.ts';

/** 写成高志刚了,应该是高志钢: the old value is named and another of its kind follows. */
export function correctValues(slots: SlotsMemory['slots'], moment: Moment, utterance: Utterance): SlotsMemory['slots'] {
  const { heard } = moment;
  const turn = moment.hears(moment.content.own.slotCorrect);
  if (!turn || !heard) return slots;
  let next = slots;
  for (const state of slots) {
    const { slot: key } = state;
    const slot = moment.content.slots.get(key);
    if (!slot || state.status === 'edited' || !correctable.includes(slot.type)) continue;
    const at = said(state.value, moment, utterance);
    if (!at) continue;
    const rest = utterance.text.slice(at[1]);
    const other = readAnswer(slot, shifted(heard, at[1]), afterTurn(rest), []);
    if (other && other.value !== state.value)
      next = withState(next, corrected(key, other.value, evidenceOf(utterance, [at[1], utterance.text.length], null)));
  }
  return next;
}

/** What stands now instead. */
export function corrected(slot: string, value: string, evidence: Evidence): SlotState {
  return { slot, value, status: 'filled', confidence: 0.85, evidence: [evidence] };
}

const correctable: readonly Slot['type'][] = ['person', 'tail', 'amount', 'place', 'number', 'percent', 'code'];

function afterTurn(text: string): string {
  return text.replace(/^.*?(?:应该是|应当是|其实是|实际是|改成|更正为|而是|是)/u, lead => ' '.repeat(lead.length));
}

/** The hearing of what follows a place, counted from there. */
function shifted(heard: NonNullable<Moment['heard']>, from: number): NonNullable<Moment['heard']> {
  const values = heard.values
    .filter(value => value.span[0] >= from)
    .map(value => ({ ...value, span: [value.span[0] - from, value.span[1] - from] as const }));
  return { ...heard, values };
}
