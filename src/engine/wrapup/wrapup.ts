import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Aide, type Answer, unchanged } from '#engine/aide.ts';
import type { Moment } from '#engine/moment.ts';
import { openly } from '#engine/shadow.ts';
import { type CategoryMemory, hearCategory, noCategory } from '#engine/wrapup/category/category.ts';
import { categoryAdvice } from '#engine/wrapup/category/category-advice.ts';
import { allowed, alsoFiled, type Beside, type Business, hearBusiness, offers } from '#engine/wrapup/category/further.ts';
import { hearOwnLeaf, noOwnLeaf, type OwnLeaf, type OwnLeafMemory, ownLeafOf } from '#engine/wrapup/category/own-leaf.ts';
import { rankLeaves, settledLeaf, type Way } from '#engine/wrapup/category/ranking.ts';
import { dealtWith, fieldsOf } from '#engine/wrapup/dealt-with.ts';
import { type MainBusiness, settle } from '#engine/wrapup/main-business.ts';
import { editSlot } from '#engine/wrapup/slots/fill/edit-slot.ts';
import { hearSlots } from '#engine/wrapup/slots/fill/fill.ts';
import { fromProfile } from '#engine/wrapup/slots/profile.ts';
import { slotAdvice, slotKey, slotsToShow } from '#engine/wrapup/slots/slot-advice.ts';
import { slotsOf } from '#engine/wrapup/slots/slot-index.ts';
import { noSlots, type SlotsMemory, stateOf } from '#engine/wrapup/slots/slot-state.ts';
import { queueFields, shownIn, wantedIn } from '#engine/wrapup/slots/template.ts';
import { noStory, type StoryMemory, tell, whole } from '#engine/wrapup/summary/story.ts';
import { type HandedOver, type Rewritten, summaryAdvice } from '#engine/wrapup/summary/summary.ts';
import { wrapupHits } from '#engine/wrapup/wrapup-hits.ts';

/** What the wrap-up remembers of a conversation. */
export interface WrapupMemory {
  readonly slots: SlotsMemory;
  readonly category: CategoryMemory;
  readonly further: readonly string[]; // categories beside the main one, by the agent
  readonly businesses: readonly Business[]; // where the bank allows several categories
  readonly story: StoryMemory;
  readonly process: string | null; // what the talk is or was last about
  readonly main: MainBusiness | null;
  readonly seen: readonly string[]; // processes so far
  readonly shown: readonly string[]; // slots on the board
  readonly lastWords: Evidence | null; // said by whomever
  readonly spokenMs: number; // up to when
  readonly handedOver: HandedOver | null; // to somebody outside
  readonly ownLeaf: OwnLeafMemory;
  readonly isFinal: boolean;
  readonly rewritten: Rewritten | null; // by a configured language model, after the call
}

/** Writes the wrap-up while the talk goes on: slots, category, summary; complete when the customer hangs up. */
export const wrapup: Aide<WrapupMemory> = {
  name: 'wrapup',
  start: {
    slots: noSlots,
    category: noCategory,
    further: [],
    businesses: [],
    story: noStory,
    process: null,
    main: null,
    seen: [],
    shown: [],
    lastWords: null,
    spokenMs: 0,
    handedOver: null,
    ownLeaf: noOwnLeaf,
    isFinal: false,
    rewritten: null,
  },

  attend(memory, moment) {
    return show(memory, moment, follow(withProfile(memory, moment), moment));
  },
};

function follow(memory: WrapupMemory, moment: Moment): WrapupMemory {
  const { what } = moment.event;
  switch (what.kind) {
    case 'heard':
      return {
        ...hear(memory, moment, what.utterance),
        lastWords: whole(what.utterance),
        spokenMs: Math.max(memory.spokenMs, what.utterance.endMs),
      };
    case 'transferred':
      if (!what.outside || memory.lastWords === null) return memory;
      return { ...memory, handedOver: { to: what.to.trim(), evidence: memory.lastWords } };
    case 'acted':
      return act(memory, moment);
    case 'closed':
      return ended(memory, moment);
    case 'refined':
      return { ...memory, rewritten: { clauses: what.clauses, model: what.model } };
    default:
      return memory;
  }
}

/** The same memory when no field holds anything of the profile. */
function withProfile(memory: WrapupMemory, moment: Moment): WrapupMemory {
  const slots = fromProfile(memory.slots, moment);
  return slots === memory.slots ? memory : { ...memory, slots };
}

/** The same memory when the turn brought nothing new. */
function hear(memory: WrapupMemory, moment: Moment, utterance: Utterance): WrapupMemory {
  const process = openly(moment.facts.topic.process, moment.content) ?? memory.process;
  const hits = wrapupHits(moment);
  const slots = hearSlots(
    memory.slots,
    moment,
    utterance,
    hits.slots,
    wantedIn(queueFields(moment.content, moment.meta.queue, process), slotsOf(moment.content, process)),
  );
  const seen = withSeen(kept(memory.seen, moment), process);
  const main = settle(memory.main, process, seen, moment);
  const isAside = main !== null && main.process !== process;
  const category = hearCategory(memory.category, moment, utterance, hits.leaves, isAside);
  const businesses = hearBusiness(memory.businesses, moment, utterance, hits.leaves, process);
  const story = tell(memory.story, moment, utterance);
  const ownLeaf = hearOwnLeaf(memory.ownLeaf, moment, utterance, story.results !== memory.story.results);
  const isSame =
    slots === memory.slots &&
    category === memory.category &&
    businesses === memory.businesses &&
    story === memory.story &&
    process === memory.process &&
    main === memory.main &&
    ownLeaf === memory.ownLeaf;
  if (isSame) return memory;
  return { ...memory, slots, category, businesses, story, process, main, seen, ownLeaf };
}

/** A wrong guess left no trace among the topics, so it leaves none here. The same list when all stay: nothing is shown again then. */
function kept(seen: readonly string[], { facts }: Moment): readonly string[] {
  const { process: active, suspended } = facts.topic;
  const isOpen = (process: string) => process === active || suspended.includes(process);
  return seen.every(isOpen) ? seen : seen.filter(isOpen);
}

function wayOf(memory: WrapupMemory): Way {
  return {
    process: memory.main?.process ?? memory.process,
    seen: memory.seen,
    done: memory.story.steps.map(({ name }) => name),
    own: ownLeaf(memory),
    notOwn: memory.ownLeaf.isTakenBack ? 'wrong-number' : null,
  };
}

function ownLeaf(memory: WrapupMemory): OwnLeaf | null {
  return ownLeafOf(memory.ownLeaf, memory.spokenMs, memory.handedOver !== null);
}

function isOwnOther(before: WrapupMemory, now: WrapupMemory): boolean {
  return ownLeaf(now) !== ownLeaf(before) || now.ownLeaf.isTakenBack !== before.ownLeaf.isTakenBack;
}

/** The first end counts: a wrap-up confirmed after the hang-up makes the call no longer. */
function ended(memory: WrapupMemory, { nowMs }: Moment): WrapupMemory {
  if (memory.isFinal) return memory;
  return { ...memory, isFinal: true, ownLeaf: { ...memory.ownLeaf, endedMs: nowMs } };
}

function withSeen(seen: readonly string[], process: string | null): readonly string[] {
  return process === null || seen.includes(process) ? seen : [...seen, process];
}

function act(memory: WrapupMemory, moment: Moment): WrapupMemory {
  if (moment.event.what.kind !== 'acted') return memory;
  const { act } = moment.event.what;
  switch (act.kind) {
    case 'edited':
      return moment.content.slots.has(act.slot) ? { ...memory, slots: editSlot(memory.slots, act.slot, act.value) } : memory;
    case 'chose':
      return moment.content.leaves.has(act.category) ? { ...memory, ...choose(memory, moment, act.category) } : memory;
    case 'also': {
      if (act.on && !moment.content.leaves.has(act.category)) return memory;
      const further = alsoFiled(memory.further, act, standing(memory, moment), allowed(moment));
      return further === memory.further ? memory : { ...memory, further };
    }
    case 'switched':
      return act.process === null || !moment.content.processes.has(act.process)
        ? memory
        : { ...memory, process: act.process, seen: withSeen(memory.seen, act.process) };
    case 'wrapped':
      return ended(memory, moment);
    case 'amended': {
      const known = Object.entries(act.slots).filter(([slot]) => moment.content.slots.has(slot));
      const slots = known.reduce((before, [slot, value]) => editSlot(before, slot, value), memory.slots);
      const isLeaf = act.category !== undefined && moment.content.leaves.has(act.category);
      const category = isLeaf ? { ...memory.category, chosen: act.category ?? null } : memory.category;
      return { ...memory, slots, category, further: act.further ?? memory.further };
    }
    default:
      return memory;
  }
}

/** The main category by hand. One that stood beside it changes places with the one before. */
function choose(memory: WrapupMemory, moment: Moment, code: string): Pick<WrapupMemory, 'category' | 'further'> {
  const before = standing(memory, moment);
  const rest = memory.further.filter(one => one !== code);
  const further = rest.length === memory.further.length || before === null ? memory.further : [...rest, before];
  return { category: { ...memory.category, chosen: code }, further };
}

/** The main category as it stands: the agent's choice, or ours where it is sure. */
function standing({ category, ...memory }: WrapupMemory, moment: Moment): string | null {
  return settledLeaf(category, rankLeaves(category, moment.content, wayOf({ category, ...memory }), moment.meta.lang), moment.content);
}

/** Puts on the board what changed, and only that. */
function show(before: WrapupMemory, moment: Moment, now: WrapupMemory): Answer<WrapupMemory> {
  if (now === before) return unchanged(before);
  const put: Advice[] = [];
  const drop: string[] = [];
  const { content } = moment;
  let { shown } = before;

  const isOther =
    now.process !== before.process || now.main !== before.main || now.seen !== before.seen || now.story.steps !== before.story.steps;
  const isFilled = now.slots.slots !== before.slots.slots;
  const isOver = now.isFinal !== before.isFinal;
  if (isFilled || isOther || isOver) {
    const { because, process } = moment.facts.topic;
    const isPicked = process !== null && because === null;
    const business = fieldsOf(now, now.isFinal, isPicked, content);
    const fields = queueFields(content, moment.meta.queue, business);
    const isTemplateOther = fields !== queueFields(content, moment.meta.queue, fieldsOf(before, before.isFinal, isPicked, content));
    const keys =
      isOther || isOver || !hasSameKeys(before.slots.slots, now.slots.slots)
        ? shownIn(fields, slotsToShow(content, business, dealtWith(now, business, content), now.slots))
        : shown;
    for (const key of keys) {
      const state = stateOf(now.slots.slots, key);
      const slot =
        isTemplateOther || state !== stateOf(before.slots.slots, key) || !shown.includes(key) ? content.slots.get(key) : undefined;
      if (slot) put.push(slotAdvice(slot, now.slots, content, moment.meta.openedAt, fields));
    }
    if (keys !== shown) for (const key of shown) if (!keys.includes(key)) drop.push(slotKey(key));
    shown = keys;
  }

  const { category } = now;
  const isFiledOther = now.further !== before.further || now.businesses !== before.businesses;
  if (category !== before.category || isOther || isFiledOther || now.story.steps !== before.story.steps || isOwnOther(before, now)) {
    const way = wayOf(now);
    const ranking = rankLeaves(category, content, way, moment.meta.lang);
    if (ranking.length > 0 || category.chosen !== null) put.push(categoryAdvice(category, ranking, content, beside(now, moment, way)));
  }

  if (
    now.story !== before.story ||
    isFilled ||
    now.isFinal !== before.isFinal ||
    now.rewritten !== before.rewritten ||
    now.handedOver !== before.handedOver
  ) {
    const summary = summaryAdvice(now.story, now.slots.slots, moment, now);
    if (summary) put.push(summary);
  }

  const facts = isFilled ? { facts: { wrapup: { slots: now.slots.slots } } } : {};
  return { memory: shown === now.shown ? now : { ...now, shown }, put, drop, ...facts };
}

/** What is filed and offered beside the main category, where the bank allows any. */
function beside(memory: WrapupMemory, moment: Moment, way: Way): Beside | null {
  const most = allowed(moment);
  return most === 1 ? null : { most, further: memory.further, offered: offers(memory.businesses, moment, way) };
}

/** Whether the same slots are filled, in the same order. */
function hasSameKeys(before: SlotsMemory['slots'], now: SlotsMemory['slots']): boolean {
  return before.length === now.length && now.every(({ slot }, at) => slot === before[at]?.slot);
}
