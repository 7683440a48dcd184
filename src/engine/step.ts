import type { Advice } from '#domain/advice.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';
import { type Facts, noFacts } from '#domain/facts.ts';
import type { Hit } from '#domain/hit.ts';
import type { Aide } from '#engine/aide.ts';
import { aides } from '#engine/aides.ts';
import { type AttentionMemory, arrange, attentionStart, attentionWakeAtMs } from '#engine/attention/attention.ts';
import { type Board, BoardDraft } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';
import type { Ears } from '#engine/hear/ears.ts';
import type { Moment } from '#engine/moment.ts';
import { orderMs } from '#engine/order.ts';
import { inShadow } from '#engine/shadow.ts';

/** Where the fold stands after an event. Plain JSON. */
export interface State {
  readonly meta: ConversationMeta | null;
  readonly turn: number;
  readonly memories: Readonly<Record<string, unknown>>;
  readonly attention: AttentionMemory;
  readonly facts: Facts;
  readonly recalled: readonly string[];
  /** What the aides said. */
  readonly board: Board;
  /** The same after attention: merged, with its loudness. */
  readonly shown: Board;
  readonly wakeAtMs: number | null;
}

export function firstState(): State {
  return {
    meta: null,
    turn: -1,
    memories: Object.fromEntries(aides.map(aide => [aide.name, aide.start])),
    attention: attentionStart,
    facts: noFacts,
    recalled: [],
    board: {},
    shown: {},
    wakeAtMs: null,
  };
}

/** Folds one event in, after every moment the aides wanted to be woken at before it. */
export function step(ears: Ears, content: (lang: 'zh' | 'en') => Content, state: State, event: LogEvent): State {
  let now = state;
  if (now.meta) {
    const untilMs = orderMs(event);
    for (let guard = 0; now.wakeAtMs !== null && now.wakeAtMs <= untilMs; guard++) {
      if (guard > 10_000) throw new Error(`an aide keeps waking at ${now.wakeAtMs}`);
      now = one(ears, content, now, { ...event, atMs: now.wakeAtMs, what: { kind: 'passed' } });
    }
  }
  return event.what.kind === 'passed' ? now : one(ears, content, now, event);
}

function one(ears: Ears, content: (lang: 'zh' | 'en') => Content, state: State, event: LogEvent): State {
  const meta = event.what.kind === 'opened' ? event.what.meta : state.meta;
  if (!meta) return state; // nothing can be judged before it is known what this is

  const recalled = event.what.kind === 'recalled' || event.what.kind === 'suspended' ? [...state.recalled, event.what.key] : state.recalled;
  const turn = event.what.kind === 'heard' ? state.turn + 1 : state.turn;
  const release = content(meta.lang);
  const board = new BoardDraft(state.board);
  let { memories } = state;
  let moment = momentOf(ears, release, meta, turn, event, withoutNews(state.facts));

  for (const aide of aides as readonly Aide<unknown>[]) {
    const { memory, facts, put = [], drop = [] } = aide.attend(memories[aide.name], moment);
    if (memory !== memories[aide.name]) memories = { ...memories, [aide.name]: memory };
    if (facts) moment = { ...moment, facts: { ...moment.facts, ...facts } };
    const wanted = recalled.length === 0 ? put : put.filter(advice => !isRecalled(recalled, advice) || board.has(advice.key));
    board.change(release.shadow.size === 0 ? wanted : wanted.map(advice => inShadow(advice, release.shadow)), drop);
  }

  const arranged = arrange(state.attention, moment, strike(board.now, recalled));
  return {
    meta,
    turn,
    memories,
    facts: moment.facts,
    recalled,
    board: board.now,
    attention: arranged.memory,
    shown: arranged.shown,
    wakeAtMs: earliest(memories, arranged.memory),
  };
}

function momentOf(ears: Ears, content: Content, meta: ConversationMeta, turn: number, event: LogEvent, facts: Facts): Moment {
  const utterance = event.what.kind === 'heard' ? event.what.utterance : null;
  const heard = utterance ? ears.hear(utterance, meta.lang) : null;
  const byCue = heard ? groupByConcept(heard.hits) : null;
  return {
    event,
    meta,
    heard,
    turn,
    facts,
    content,
    nowMs: utterance ? utterance.endMs : event.atMs,
    hears: cues => {
      if (byCue)
        for (const cue of cues) {
          const hits = byCue.get(cue);
          if (hits) return hits[0] as Hit;
        }
      return null;
    },
    hearsAll: cues => (byCue ? cues.flatMap(cue => byCue.get(cue) ?? []) : []),
  };
}

function groupByConcept(hits: readonly Hit[]): Map<string, Hit[]> {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.concept);
    if (group) group.push(hit);
    else groups.set(hit.concept, [hit]);
  }
  return groups;
}

/** Facts that only speak of the event that made them. */
function withoutNews(facts: Facts): Facts {
  const { topic, process, quality, knowledge } = facts;
  if (!topic.changed && process.changed.length + quality.fired.length + knowledge.shown.length === 0) return facts;
  return {
    ...facts,
    topic: { ...facts.topic, changed: false },
    process: { ...facts.process, changed: [] },
    quality: { fired: [] },
    knowledge: { shown: [] },
  };
}

function isRecalled(recalled: readonly string[], advice: Advice): boolean {
  return advice.from !== undefined && recalled.includes(`${advice.from.kind}/${advice.from.key}`);
}

function strike(board: Board, recalled: readonly string[]): Board {
  if (recalled.length === 0) return board;
  return Object.fromEntries(
    Object.entries(board).map(([key, advice]) => [key, isRecalled(recalled, advice) ? { ...advice, struck: true } : advice]),
  );
}

function earliest(memories: Readonly<Record<string, unknown>>, attention: AttentionMemory): number | null {
  let first = attentionWakeAtMs(attention) ?? null;
  for (const aide of aides as readonly Aide<unknown>[]) {
    const atMs = aide.wakeAtMs?.(memories[aide.name]);
    if (atMs !== undefined && (first === null || atMs < first)) first = atMs;
  }
  return first;
}
