import type { Advice } from '#domain/advice.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';
import { type Facts, noFacts } from '#domain/facts.ts';
import type { Aide } from '#engine/aide.ts';
import { aides } from '#engine/aides.ts';
import { type AttentionMemory, arrange, attentionStart, attentionWakeAtMs } from '#engine/attention/attention.ts';
import { BoardDraft, noAdvice, type Shelves, wholeOf } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';
import type { CuesHeard } from '#engine/cues.ts';
import type { Ears } from '#engine/hear/ears.ts';
import type { Moment } from '#engine/moment.ts';
import { orderMs } from '#engine/order.ts';
import { inShadow } from '#engine/shadow.ts';

/** Where the fold stands after an event. Plain JSON. */
export interface State {
  readonly meta: ConversationMeta | null;
  readonly turn: number;
  /** Of each aide, in their order. */
  readonly memories: readonly unknown[];
  readonly attention: AttentionMemory;
  readonly facts: Facts;
  readonly recalled: readonly string[];
  /** What the aides said. */
  readonly board: Shelves;
  /** The same after attention: merged, with its loudness. */
  readonly shown: Shelves;
  readonly wakeAtMs: number | null;
}

export function firstState(): State {
  return {
    meta: null,
    turn: -1,
    memories: aides.map(({ start }) => start),
    attention: attentionStart,
    facts: noFacts,
    recalled: [],
    board: noAdvice,
    shown: noAdvice,
    wakeAtMs: null,
  };
}

/** What the fold reads from: never changes but for notes of the utterance at hand. */
export interface Sources {
  readonly ears: Ears;
  readonly content: (lang: 'zh' | 'en') => Content;
  readonly cuesHeard: CuesHeard;
}

/** Folds one event in, after every moment the aides wanted to be woken at before it. */
export function step(sources: Sources, state: State, event: LogEvent): State {
  let now = state;
  if (now.meta) {
    const untilMs = orderMs(event);
    for (let guard = 0; now.wakeAtMs !== null && now.wakeAtMs <= untilMs; guard++) {
      if (guard > 10_000) throw new Error(`an aide keeps waking at ${now.wakeAtMs}`);
      now = one(sources, now, { ...event, atMs: now.wakeAtMs, what: { kind: 'passed' } });
    }
  }
  return event.what.kind === 'passed' ? now : one(sources, now, event);
}

function one(sources: Sources, state: State, event: LogEvent): State {
  const meta = event.what.kind === 'opened' ? event.what.meta : state.meta;
  if (!meta) return state; // nothing can be judged before it is known what this is

  const turn = event.what.kind === 'heard' ? state.turn + 1 : state.turn;
  const release = sources.content(meta.lang);
  const moment: Omit<Moment, 'facts'> & { facts: Facts } = momentOf(sources, release, meta, turn, event, withoutNews(state.facts));
  const { board, recalled } = recall(state, event);
  const draft = new BoardDraft(board);
  const { memories: before } = state;
  let own: unknown[] | null = null; // copied when the first aide remembers something

  for (const at of event.what.kind === 'speaking' ? mindingSpeaking : everyone) {
    const { memory, facts, put = nothing, drop = nothing } = (aides[at] as Aide<unknown>).attend(before[at], moment);
    if (memory !== before[at]) {
      own ??= before.slice();
      own[at] = memory;
    }
    if (facts) moment.facts = withFacts(moment.facts, facts);
    if (put.length + drop.length > 0) draft.change(stamped(put, draft, recalled, release.shadow), drop);
  }

  const memories = own ?? before;
  const arranged = arrange({ memory: state.attention, board: state.board, shown: state.shown }, moment, draft.now);
  const isAsleep = own === null && arranged.memory === state.attention;
  return {
    meta,
    turn,
    memories,
    facts: moment.facts,
    recalled,
    board: arranged.board,
    attention: arranged.memory,
    shown: arranged.shown,
    wakeAtMs: isAsleep ? state.wakeAtMs : earliest(memories, arranged.memory),
  };
}

const nothing: readonly never[] = [];

/** Places of aides: sorted out once, for two events an utterance say only who speaks. */
const everyone = placesOf(() => true);
const mindingSpeaking = placesOf(({ mindsSpeaking }) => mindsSpeaking === true);
const waking = placesOf(({ wakeAtMs }) => wakeAtMs !== undefined);

function placesOf(is: (aide: Aide<unknown>) => boolean): readonly number[] {
  return aides.flatMap((aide, at) => (is(aide) ? [at] : []));
}

/** What an aide's advice goes through on its way to the board: of recalled content nothing new comes, and what runs in shadow is marked. */
function stamped(put: readonly Advice[], board: BoardDraft, recalled: readonly string[], shadow: Content['shadow']): readonly Advice[] {
  const still =
    recalled.length === 0 ? put : put.flatMap(advice => (!isOf(advice, recalled) ? [advice] : board.has(advice) ? [struck(advice)] : []));
  return shadow.size === 0 ? still : still.map(advice => inShadow(advice, shadow));
}

/** A recall strikes through what the content said so far. */
function recall({ board, recalled }: State, { what }: LogEvent): Pick<State, 'board' | 'recalled'> {
  if (what.kind !== 'recalled' && what.kind !== 'suspended') return { board, recalled };
  const draft = new BoardDraft(board);
  const said = Object.values(wholeOf(board)).filter(advice => isOf(advice, [what.key]));
  draft.change(said.map(struck), []);
  return { board: draft.now, recalled: [...recalled, what.key] };
}

function isOf({ from }: Advice, content: readonly string[]): boolean {
  return from !== undefined && content.includes(`${from.kind}/${from.key}`);
}

function struck(advice: Advice): Advice {
  return { ...advice, struck: true };
}

function momentOf(
  { ears, cuesHeard }: Sources,
  content: Content,
  meta: ConversationMeta,
  turn: number,
  event: LogEvent,
  facts: Facts,
): Moment {
  const utterance = event.what.kind === 'heard' ? event.what.utterance : null;
  const heard = utterance ? ears.hear(utterance, meta.lang) : null;
  cuesHeard.note(heard?.hits ?? nothing);
  return {
    event,
    meta,
    heard,
    turn,
    facts,
    content,
    nowMs: utterance ? utterance.endMs : event.atMs,
    hears: cues => cuesHeard.first(cues),
    hearsAll: cues => cuesHeard.all(cues),
    likestClause: hit => (utterance ? ears.likestClause(utterance, meta.lang, hit) : hit.span),
  };
}

/** Written out: a copy of known fields costs far less than one of whatever fields there are. */
function withFacts(facts: Facts, { topic, process, quality, knowledge, wrapup }: Partial<Facts>): Facts {
  return {
    topic: topic ?? facts.topic,
    process: process ?? facts.process,
    quality: quality ?? facts.quality,
    knowledge: knowledge ?? facts.knowledge,
    wrapup: wrapup ?? facts.wrapup,
  };
}

/** Facts that only speak of the event that made them. */
function withoutNews(facts: Facts): Facts {
  const { topic, process, quality, knowledge } = facts;
  if (!topic.changed && process.changed.length + quality.fired.length + knowledge.shown.length === 0) return facts;
  return withFacts(facts, {
    topic: topic.changed ? { ...topic, changed: false } : topic,
    process: process.changed.length > 0 ? { ...process, changed: nothing } : process,
    quality: quality.fired.length > 0 ? noFacts.quality : quality,
    knowledge: knowledge.shown.length > 0 ? noFacts.knowledge : knowledge,
  });
}

function earliest(memories: readonly unknown[], attention: AttentionMemory): number | null {
  let first = attentionWakeAtMs(attention) ?? null;
  for (const at of waking) {
    const atMs = (aides[at] as Aide<unknown>).wakeAtMs?.(memories[at]);
    if (atMs !== undefined && (first === null || atMs < first)) first = atMs;
  }
  return first;
}
