import type { AdviceChange } from '#domain/advice.ts';
import { type AdviceByKey, foldAdvice } from '#domain/board-fold.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { Evidence } from '#domain/evidence.ts';
import { foldInterrupting, type Interrupting } from '#domain/interrupting.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { DeskDown, Stamps } from '#protocol/down.ts';

type Row = Extract<DeskDown, { type: 'row' }>;
type PartialText = Extract<DeskDown, { type: 'partial' }>;

/** A turn as it stands: its last correction. */
export type Turn = Utterance;

/** What somebody is saying right now, and the advice it would lead to. */
export interface Glimpse {
  readonly text: string;
  readonly startMs: number;
  readonly advice: readonly AdviceChange[];
}

/** Everything the desk knows of one conversation: a pure fold over what the server sent. */
export interface Followed {
  readonly position: number; // of the last row folded
  readonly atMs: number; // the conversation's clock at that row
  readonly meta?: ConversationMeta;
  readonly agent?: string; // whose call it is now
  readonly claimed: Readonly<Record<string, string>>; // claim → whose call it was when it was raised
  readonly board: AdviceByKey;
  readonly changedAtMs: Readonly<Record<string, number>>; // when each advice last changed
  readonly interrupting: Interrupting;
  readonly turns: readonly Turn[];
  readonly glimpses: Readonly<Partial<Record<Speaker, Glimpse>>>;
  readonly speaking: Readonly<Partial<Record<Speaker, boolean>>>;
  readonly deaf: Readonly<Partial<Record<Speaker, number>>>; // leg → since when
  readonly used: readonly Evidence[]; // what cards and topics rested on, also after they left
  readonly held: boolean;
  readonly closedAtMs?: number;
  readonly wrapped: boolean;
  readonly muted: boolean; // the agent asked for quiet, above the compliance floor
  readonly stamps?: { readonly position: number; readonly stamps: Stamps };
}

/** Before the first row. */
export const unheard: Followed = {
  position: 0,
  atMs: 0,
  board: {},
  claimed: {},
  changedAtMs: {},
  interrupting: {},
  turns: [],
  glimpses: {},
  speaking: {},
  deaf: {},
  used: [],
  held: false,
  wrapped: false,
  muted: false,
};

/** Folds one row; a row seen before changes nothing, so resuming never doubles. */
export function takeRow(before: Followed, row: Row): Followed {
  if (row.position <= before.position) return before;

  const heard = takeEvent(before, row);
  const changedAtMs = { ...before.changedAtMs };
  for (const change of row.advice) changedAtMs[change.op === 'withdrawn' ? change.key : change.advice.key] = row.event.atMs;
  return {
    ...heard,
    position: row.position,
    atMs: Math.max(before.atMs, row.event.atMs),
    board: foldAdvice(before.board, row.advice),
    claimed: { ...claimsIn(row, heard.agent), ...before.claimed },
    changedAtMs,
    interrupting: foldInterrupting(before.interrupting, row.position, row.advice),
    used: [...before.used, ...row.advice.flatMap(grounds)].slice(-200),
    stamps: row.stamps && row.advice.length > 0 ? { position: row.position, stamps: row.stamps } : before.stamps,
  };
}

/** The claims about whoever had the call before: not this agent's to answer. */
export function claimsOfOthers({ claimed }: Followed, staffNo: string): ReadonlySet<string> {
  return new Set(Object.keys(claimed).filter(key => claimed[key] !== staffNo));
}

/** Shows an unfinished sentence; an empty one ends it. */
export function takePartial(before: Followed, { speaker, text, startMs, advice }: PartialText): Followed {
  const { [speaker]: _old, ...others } = before.glimpses;
  return { ...before, glimpses: text ? { ...others, [speaker]: { text, startMs, advice } } : others };
}

/** The board as it is painted: what stands, and on top what the unfinished sentences would change. */
export function boardOf(followed: Followed): AdviceByKey {
  let board = followed.board;
  for (const [speaker, { advice }] of Object.entries(followed.glimpses)) {
    board = foldAdvice(board, speaker === 'customer' ? advice : inPlace(board, advice));
  }
  return board;
}

/**
 * What may change while the agent reads aloud: chips turn green, what interrupts comes up, what was put right closes. The
 * card stays that is being read, and the rail with it, until the sentence is finished.
 */
function inPlace(board: AdviceByKey, changes: readonly AdviceChange[]): readonly AdviceChange[] {
  return changes.flatMap((change): AdviceChange[] => {
    if (change.op === 'withdrawn') return [];
    const { advice } = change;
    const old = board[advice.key];
    if (advice.loudness === 'interrupt') return [change];
    if (advice.kind === 'card' && old?.kind === 'card') return [{ op: 'updated', advice: { ...old, mustSay: advice.mustSay } }];
    return old && (advice.kind === 'prompt' || advice.kind === 'violation' || advice.kind === 'metric') ? [change] : [];
  });
}

function takeEvent(before: Followed, { event }: Row): Followed {
  const { what } = event;
  switch (what.kind) {
    case 'opened':
      return { ...before, meta: what.meta };
    case 'assigned':
      return { ...before, agent: what.agent };
    case 'speaking':
      return { ...before, speaking: { ...before.speaking, [what.speaker]: what.on } };
    case 'heard':
      return { ...silence(before, what.utterance.speaker), turns: [...before.turns, what.utterance] };
    case 'corrected':
      return {
        ...before,
        turns: before.turns.map(turn => (turn.position === what.utterance.position ? what.utterance : turn)),
      };
    case 'deaf': {
      const { [what.leg]: _old, ...others } = before.deaf;
      return { ...before, deaf: what.toMs === undefined ? { ...others, [what.leg]: what.fromMs } : others };
    }
    case 'held':
      return { ...before, held: what.on };
    case 'closed':
      return { ...before, closedAtMs: event.atMs, glimpses: {}, speaking: {}, deaf: {} };
    case 'acted':
      if (what.act.kind === 'muted') return { ...before, muted: what.act.on };
      return what.act.kind === 'wrapped' ? { ...before, wrapped: true } : before;
    case 'passed':
    case 'muted':
    case 'transferred':
    case 'informed':
    case 'refined':
    case 'suspended':
    case 'recalled':
      return before;
  }
}

function claimsIn({ advice }: Row, agent: string | undefined): Record<string, string> {
  if (agent === undefined) return {};
  const raised = advice.filter(change => change.op === 'raised' && change.advice.kind === 'violation');
  return Object.fromEntries(raised.map(change => [change.op === 'withdrawn' ? change.key : change.advice.key, agent]));
}

/** A final ends the partial of its speaker and shows that the leg is heard again. */
function silence(before: Followed, speaker: Speaker): Followed {
  const { [speaker]: _said, ...glimpses } = before.glimpses;
  const { [speaker]: _deaf, ...deaf } = before.deaf;
  return { ...before, glimpses, deaf };
}

function grounds(change: AdviceChange): readonly Evidence[] {
  if (change.op === 'withdrawn') return [];
  return change.advice.kind === 'card' || change.advice.kind === 'topic' ? change.advice.evidence : [];
}
