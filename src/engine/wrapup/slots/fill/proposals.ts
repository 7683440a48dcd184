import type { Slot } from '#domain/slot.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { corrected } from '#engine/wrapup/slots/fill/corrections.ts';
import { evidenceOf, said } from '#engine/wrapup/slots/fill/said-in-turn.ts';
import { valueWith } from '#engine/wrapup/slots/fill/told-again.ts';
import { isMark, isSaidBack } from '#engine/wrapup/slots/fill/whose-number.ts';
import { byTheWay, type Find } from '#engine/wrapup/slots/finds.ts';
import { readAnswer } from '#engine/wrapup/slots/read-value.ts';
import { type Proposal, type SlotsMemory, stateOf, withState } from '#engine/wrapup/slots/slot-state.ts';

/** What the agent names of the customer's slots: it waits for the customer's yes. */
export function propose(
  { slots: before, matched }: SlotsMemory,
  slots: SlotsMemory['slots'],
  moment: Moment,
  utterance: Utterance,
  finds: readonly Find[],
  asked: readonly string[],
): readonly Proposal[] {
  const proposed: Proposal[] = [];
  const isPut = putting.test(utterance.text);
  for (const find of finds) {
    if (find.slot.speaker !== 'customer' || find.isTold || find.confidence <= byTheWay || isSaidBack(find, slots)) continue;
    if (matched.includes(find.slot.key) && differs(before, find)) continue;
    if (find.slot.type === 'choice' && /还是/u.test(utterance.text)) continue; // either … or … names none
    if ((!isPut || (find.slot.identity && isMark(find.value))) && differs(before, find)) continue;
    if (!asked.includes(find.slot.key) || namedInQuestions.includes(find.slot.type))
      proposed.push({
        slot: find.slot.key,
        value: valueWith(stateOf(slots, find.slot.key), find),
        evidence: evidenceOf(utterance, find.span, find),
        turn: moment.turn,
      });
  }
  for (const state of slots) {
    const { slot: key } = state;
    if (state.status !== 'unsure' || proposed.some(({ slot }) => slot === key)) continue;
    const at = said(state.value, moment, utterance);
    if (at) proposed.push({ slot: key, value: state.value, evidence: evidenceOf(utterance, at, null), turn: moment.turn });
  }
  return proposed;
}

/** What is put to the customer for a yes, or asked. */
const putting = /[?？]|吗|吧|对不|是不|没错|哈$|噻|确认|核对|复述/u;

/** Another value stands there, and surely: what the agent says by the way is not what a later 是 is about. */
function differs(slots: SlotsMemory['slots'], { slot, value }: Find): boolean {
  const old = stateOf(slots, slot.key);
  return old?.status === 'filled' && old.value !== value;
}

/** 是尾号四四一七的卡吗 asks and names; a question for a name, a text or a choice names none. */
const namedInQuestions: readonly Slot['type'][] = ['tail', 'amount', 'number', 'percent', 'term', 'phone', 'card', 'id', 'email', 'code'];

/** A yes after the other side has named a value fills it; a no with another value of the kind puts that in its place. */
export function answerProposals(
  slots: SlotsMemory['slots'],
  proposed: readonly Proposal[],
  moment: Moment,
  utterance: Utterance,
  finds: readonly Find[],
): { slots: SlotsMemory['slots']; settled: readonly string[] } {
  if (proposed.length === 0) return { slots, settled: none };
  const no = moment.hears(moment.content.own.slotNo);
  const isNo = no !== null && no.span[0] <= opening; // 四十不多。九月……不对 is no answer to what was put
  const yes = isNo ? null : moment.hears(moment.content.own.slotYes);
  let next = slots;
  const settled: string[] = [];
  for (const { slot, value, evidence } of proposed) {
    const old = stateOf(next, slot);
    if (old?.status === 'edited') continue;
    const again = finds.find(find => find.slot.key === slot);
    const repeated = again === undefined && !isNo && !isShort(value) ? said(value, moment, utterance) : null;
    if (yes && again && !isInWords(again.slot) && !value.includes(again.value)) {
      next = withState(next, corrected(slot, again.value, evidenceOf(utterance, again.span, again))); // 今天约好,后天去 · 要得,后天
      settled.push(slot);
    } else if (yes || repeated || again?.value === value) {
      const own = evidenceOf(utterance, yes?.span ?? again?.span ?? repeated ?? [0, utterance.text.length], null);
      const isSame = old?.value === value;
      const grounds = isSame ? [...old.evidence, own].slice(-3) : [evidence, own];
      next = withState(next, { slot, value, status: 'filled', confidence: 0.95, evidence: grounds });
      settled.push(slot);
    } else if (isNo) {
      const definition = moment.content.slots.get(slot);
      const other = again ?? (definition && moment.heard ? readAnswer(definition, moment.heard, utterance.text, []) : null);
      if (other && other.value !== value) {
        next = withState(next, corrected(slot, other.value, evidenceOf(utterance, other.span, again ?? null)));
        settled.push(slot);
      }
    }
  }
  return { slots: next, settled };
}

/** What is told in the customer's own words. */
function isInWords({ type }: Slot): boolean {
  return type === 'text' || type === 'choices';
}

/** A no to what was put stands this near the beginning. */
const opening = 6;

/** A value so short that other words hold it too. */
function isShort(value: string): boolean {
  return value.length < 3;
}

const none: readonly never[] = [];
