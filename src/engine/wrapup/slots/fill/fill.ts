import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { matchedBy, saysItMatches } from '#engine/wrapup/slots/caller.ts';
import { correctValues } from '#engine/wrapup/slots/fill/corrections.ts';
import { answerProposals, propose } from '#engine/wrapup/slots/fill/proposals.ts';
import { takeAll } from '#engine/wrapup/slots/fill/take.ts';
import { isOthers } from '#engine/wrapup/slots/fill/whose-number.ts';
import { type Find, findSlots } from '#engine/wrapup/slots/finds.ts';
import { type SlotsMemory, stateOf } from '#engine/wrapup/slots/slot-state.ts';
import type { SlotHit } from '#engine/wrapup/wrapup-hits.ts';

/** A question waits for its answer through so many turns (嗯…您稍等 between). */
const waitingTurns = 3;

/** Folds one turn into the slots. The agent's own edit stands whatever is said later. */
export function hearSlots(
  memory: SlotsMemory,
  moment: Moment,
  utterance: Utterance,
  hits: readonly SlotHit[],
  wanted: ReadonlySet<string>,
): SlotsMemory {
  const isCustomer = utterance.speaker === 'customer';
  const waiting = isCustomer ? kept(memory.asked, ({ turn }) => moment.turn - turn <= waitingTurns) : none;
  const { finds, asked } = findSlots(
    moment,
    hits,
    utterance,
    waiting.length > 0 ? waiting.map(({ slot }) => slot) : none,
    withAsked(wanted, waiting),
  );
  return isCustomer ? hearCustomer(memory, waiting, moment, utterance, finds) : hearOther(memory, moment, utterance, finds, asked, wanted);
}

/** An answer belongs to the business at hand when it was asked for, whatever the talk goes on to with it. */
function withAsked(wanted: ReadonlySet<string>, waiting: SlotsMemory['asked']): ReadonlySet<string> {
  const more = waiting.flatMap(({ slot, isWanted }) => (isWanted && !wanted.has(slot) ? [slot] : []));
  return more.length > 0 ? new Set([...wanted, ...more]) : wanted;
}

function hearCustomer(
  memory: SlotsMemory,
  waiting: SlotsMemory['asked'],
  moment: Moment,
  utterance: Utterance,
  finds: readonly Find[],
): SlotsMemory {
  const confirmed = answerProposals(memory.slots, memory.proposed, moment, utterance, finds);
  const corrected = correctValues(confirmed.slots, moment, utterance);
  const own = finds.filter(
    find =>
      find.slot.speaker !== 'agent' &&
      (find.slot.type === 'choices' || !confirmed.settled.includes(find.slot.key)) && // 对,还要她道歉
      !isOthers(find, finds, corrected),
  );
  const slots = takeAll(corrected, own, moment, utterance, waiting, memory.matched);
  return changed(memory, {
    slots,
    matched: memory.matched,
    proposed: none,
    asked: kept(waiting, ({ slot }) => !finds.some(find => find.slot.key === slot)),
  });
}

/** What the agent or a bot says is a value only for slots of its own; for the customer's it waits for the customer's yes. */
function hearOther(
  memory: SlotsMemory,
  moment: Moment,
  utterance: Utterance,
  finds: readonly Find[],
  asked: readonly string[],
  wanted: ReadonlySet<string>,
): SlotsMemory {
  const own = finds.filter(({ slot, isTold }) => slot.speaker !== 'customer' || isTold);
  const slots = takeAll(memory.slots, own, moment, utterance);
  const matched = matchedBy(utterance.text, memory.matched, slots, moment.content);
  const proposed = propose(memory, slots, moment, utterance, finds, asked);
  const isMatch = saysItMatches(utterance.text);
  const isKnown = (key: string) => isMatch && moment.content.slots.get(key)?.identity === true && stateOf(slots, key) !== undefined;
  const open = asked.filter(slot => !own.some(find => find.slot.key === slot) && !isKnown(slot)); // 现在是三万,您想提到多少 has said the first itself
  const asAsked = (slot: string) => ({ slot, turn: moment.turn, isWanted: wanted.has(slot) });
  if (open.length > 0)
    return { ...memory, slots, matched, proposed, asked: [...stillOpen(memory, slots, open, moment), ...open.map(asAsked)] };
  const isNewQuestion = memory.asked.length > 0 && /[??]/.test(utterance.text); // what was asked before is not what is answered next
  const still = isNewQuestion ? none : kept(memory.asked, ({ turn }) => moment.turn - turn < waitingTurns);
  return changed(memory, { slots, matched, proposed, asked: still });
}

/** 姓名、证件、手机一样一样报 · 头一样,您叫什么: who the customer is was asked for, and stays so where one of it is asked again. */
function stillOpen(
  memory: SlotsMemory,
  slots: SlotsMemory['slots'],
  open: readonly string[],
  { turn, content }: Moment,
): SlotsMemory['asked'] {
  return memory.asked.filter(
    asked =>
      content.slots.get(asked.slot)?.identity === true &&
      !open.includes(asked.slot) &&
      turn - asked.turn <= waitingTurns &&
      stateOf(slots, asked.slot) === undefined,
  );
}

/** The same memory where nothing changed. */
function changed(memory: SlotsMemory, now: Omit<SlotsMemory, 'heard'>): SlotsMemory {
  const isSame =
    now.slots === memory.slots &&
    now.asked === memory.asked &&
    now.matched === memory.matched &&
    now.proposed.length + memory.proposed.length === 0;
  return isSame ? memory : { ...now, heard: memory.heard };
}

/** What stays of a list: the same list when all does. */
function kept<Of>(list: readonly Of[], stays: (each: Of) => boolean): readonly Of[] {
  return list.every(stays) ? list : list.filter(stays);
}

const none: readonly never[] = [];
