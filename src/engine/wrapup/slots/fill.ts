import type { Evidence } from '#domain/evidence.ts';
import type { Slot } from '#domain/slot.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { isSomebodyElse, saysItMatches } from '#engine/wrapup/slots/caller.ts';
import { added } from '#engine/wrapup/slots/choices.ts';
import { byTheWay, type Find, findSlots } from '#engine/wrapup/slots/finds.ts';
import { readAnswer } from '#engine/wrapup/slots/read-value.ts';
import { type Proposal, type SlotState, type SlotsMemory, stateOf, withState } from '#engine/wrapup/slots/slot-state.ts';
import { surnameLength } from '#engine/wrapup/slots/surnames.ts';
import { isSameDay, losesYear } from '#engine/wrapup/slots/told-day.ts';
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

/** The agent's edit wins: another value, none, or (null) what was heard before all edits. The words heard show only the value they said. */
export function editSlot(memory: SlotsMemory, slot: string, value: string | null): SlotsMemory {
  const old = stateOf(memory.slots, slot);
  const heard = old && old.status !== 'edited' ? withState(memory.heard, old) : memory.heard;
  const before = stateOf(heard, slot);
  if (value === '' || (value === null && !before)) return { ...memory, heard, slots: memory.slots.filter(state => state.slot !== slot) };
  if (value === null) return { ...memory, heard, slots: withState(memory.slots, before as SlotState) };
  const evidence = before?.value === value ? before.evidence : [];
  return { ...memory, heard, slots: withState(memory.slots, { slot, value, status: 'edited', confidence: 1, evidence }) };
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
  const slots = takeAll(corrected, own, moment, utterance, waiting);
  return changed(memory, { slots, proposed: none, asked: kept(waiting, ({ slot }) => !finds.some(find => find.slot.key === slot)) });
}

/** 新号是…: a number another slot has found its own is not put over the one the customer was known by, nor a number just told taken for another. */
function isOthers(find: Find, finds: readonly Find[], slots: SlotsMemory['slots']): boolean {
  if (isSaidBack(find, slots)) return true;
  const old = find.slot.identity ? stateOf(slots, find.slot.key) : undefined;
  if (old?.status !== 'filled' || !isMark(old.value) || old.value === find.value) return false;
  return finds.some(other => other !== find && other.value === find.value);
}

/** 单号是八八零五二 · 八八零五二: a number of some length another slot has is its own, though it is said back. */
function isSaidBack({ slot, value }: Find, slots: SlotsMemory['slots']): boolean {
  return slot.type === 'number' && value.length > 3 && slots.some(other => other.slot !== slot.key && other.value === value);
}

function isMark(value: string): boolean {
  return value.startsWith('⟦');
}

/** The same memory where nothing changed. */
function changed(memory: SlotsMemory, now: Omit<SlotsMemory, 'heard'>): SlotsMemory {
  const isSame = now.slots === memory.slots && now.asked === memory.asked && now.proposed.length + memory.proposed.length === 0;
  return isSame ? memory : { ...now, heard: memory.heard };
}

/** What stays of a list: the same list when all does. */
function kept<Of>(list: readonly Of[], stays: (each: Of) => boolean): readonly Of[] {
  return list.every(stays) ? list : list.filter(stays);
}

const none: readonly never[] = [];

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
  const proposed: Proposal[] = [];
  const isPut = putting.test(utterance.text);
  for (const find of finds) {
    if (find.slot.speaker !== 'customer' || find.isTold || find.confidence <= byTheWay || isSaidBack(find, slots)) continue;
    if (find.slot.type === 'choice' && /还是/u.test(utterance.text)) continue; // either … or … names none
    if ((!isPut || (find.slot.identity && isMark(find.value))) && differs(memory.slots, find)) continue;
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
  const isMatch = saysItMatches(utterance.text);
  const isKnown = (key: string) => isMatch && moment.content.slots.get(key)?.identity === true && stateOf(slots, key) !== undefined;
  const open = asked.filter(slot => !own.some(find => find.slot.key === slot) && !isKnown(slot)); // 现在是三万,您想提到多少 has said the first itself
  if (open.length > 0)
    return { ...memory, slots, proposed, asked: open.map(slot => ({ slot, turn: moment.turn, isWanted: wanted.has(slot) })) };
  const isNewQuestion = memory.asked.length > 0 && /[??]/.test(utterance.text); // what was asked before is not what is answered next
  const still = isNewQuestion ? none : kept(memory.asked, ({ turn }) => moment.turn - turn < waitingTurns);
  return changed(memory, { slots, proposed, asked: still });
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
function answerProposals(
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

/** 写成高志刚了,应该是高志钢: the old value is named and another of its kind follows. */
function correctValues(slots: SlotsMemory['slots'], moment: Moment, utterance: Utterance): SlotsMemory['slots'] {
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

function corrected(slot: string, value: string, evidence: Evidence): SlotState {
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

/** Puts finds in their slots; the same slots where none fits. */
function takeAll(
  slots: SlotsMemory['slots'],
  finds: readonly Find[],
  moment: Moment,
  utterance: Utterance,
  waiting: SlotsMemory['asked'] = none,
): SlotsMemory['slots'] {
  let next = slots;
  for (const find of finds) {
    const isAsked = waiting.some(({ slot }) => slot === find.slot.key);
    const old = stateOf(next, find.slot.key);
    if (old && isSomebodyElse(find, old, next, moment.content)) continue;
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
    old.status === 'unsure' ||
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

/** What was found, with what stands there already where it adds to it: an hour to its day, one of several to the others. */
function valueWith(old: SlotState | undefined, { slot, value }: Find): string {
  if (!old) return value;
  if (slot.type === 'choices') return added(slot, old.value, value);
  return isHourOf(slot, old, value) ? `${old.value}${value}` : value;
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

/** 今天, then 上午十点: the hour of the day already told. */
function isHourOf(slot: Slot, old: SlotState, value: string): boolean {
  return losesDay(slot, old.value, value) && old.status === 'filled' && !hours.test(old.value) && hours.test(value) && value !== old.value;
}

const hours = /点|\d:\d/u;

/** 明天 → 9点: an hour says nothing of the day already told. */
function losesDay(slot: Slot, old: string, value: string): boolean {
  return (slot.type === 'time' || slot.type === 'date') && dayWords.test(old) && !dayWords.test(value);
}

const dayWords = /[今昨前明后]天|[今昨明]儿|周|星期|礼拜|[月号日]/u;

/** 昨天 → 昨天晚上8点, 邝 → 邝敬业: the same, told in more detail. */
function isMorePrecise(slot: Slot, old: string, value: string): boolean {
  if (slot.type === 'person') return value.length > old.length && surnameLength(old) === old.length && value.startsWith(old);
  if (slot.type !== 'time' && slot.type !== 'date') return false;
  return (value.length > old.length && value.startsWith(old.slice(0, 2))) || (vague.test(old) && /\d[号日]/.test(value));
}

/** 月底 → 28号. */
const vague = /^(?:下|本|这)?个?月?月?[底初中]$/u;

/** Where a value is said in this turn, whether in its own words or as a number read the same. */
function said(value: string, moment: Moment, utterance: Utterance): readonly [number, number] | null {
  const at = utterance.text.indexOf(value);
  if (at >= 0) return [at, at + value.length];
  return moment.heard?.values.find(found => found.value === value)?.span ?? null;
}

function evidenceOf(utterance: Utterance, span: readonly [number, number], find: Find | null): Evidence {
  const { position, revision } = utterance;
  return { position, revision, span: [span[0], span[1]], ...(find?.hit ? { concept: find.hit.concept } : {}) };
}
