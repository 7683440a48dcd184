import type { Advice, AdviceChange } from '#domain/advice.ts';
import { type CallFigures, callFigures } from '#domain/call-figures.ts';
import type { LogEvent } from '#domain/event.ts';

/** One row of a log as counting sees it. */
export interface CountedRow {
  readonly event: LogEvent;
  readonly advice: readonly AdviceChange[];
  readonly stamps: { readonly storedAt: number };
}

/** What is counted of one call. */
export interface CallCounts {
  readonly answers: number;
  readonly answersWithin15: number;
  /** What was measured of its sound; null: a chat. */
  readonly figures: CallFigures | null;
  readonly lookUps: number;
  readonly lookUpMs: number;
  readonly talkMs: number;
  readonly steps: number;
  readonly omitted: number;
  readonly leaf: string | null;
  readonly isConfirmed: boolean;
  readonly isUnchanged: boolean;
  /** Put right after it was confirmed. */
  readonly isCorrected: boolean;
  /** From the end of the call to the confirmation; null: not confirmed. */
  readonly wrapMs: number | null;
  readonly hiredOn: string | null;
}

const goodAnswerMs = 15_000;

/** Counts one call from its log alone: the same log gives the same counts. */
export function factsOf(rows: readonly CountedRow[]): CallCounts {
  const board = new Map<string, Advice>();
  let [lookUps, lookUpMs, talkMs] = [0, 0, 0];
  let offered: string | null = null; // the leaf that stood first when the call ended
  let filed: string | null = null; // the leaf it was confirmed with
  let [isConfirmed, isEdited, isCorrected] = [false, false, false];
  let closedAt: number | null = null;
  let wrapMs: number | null = null;
  let hiredOn: string | null = null;

  for (const { event, advice, stamps } of rows) {
    for (const change of advice) {
      if (change.op === 'withdrawn') board.delete(change.key);
      else board.set(change.advice.key, change.advice);
    }
    const { what } = event;
    if (what.kind === 'assigned') hiredOn = what.hiredOn ?? null;
    if (what.kind === 'closed' && closedAt === null) {
      talkMs = event.atMs;
      closedAt = stamps.storedAt;
      offered = leafOf(board);
    }
    if (what.kind !== 'acted') continue;
    if (what.act.kind === 'looked-up') {
      lookUps += 1;
      lookUpMs += what.act.tookMs;
    }
    if (what.act.kind === 'edited') isEdited = true;
    if (what.act.kind === 'amended') isCorrected = true;
    if (what.act.kind === 'wrapped') {
      isConfirmed = true;
      filed = leafOf(board);
      if (closedAt !== null) wrapMs = Math.max(0, stamps.storedAt - closedAt);
    }
  }
  const required = [...board.values()].filter(
    (one): one is Extract<Advice, { kind: 'step' }> =>
      one.kind === 'step' && one.required && one.state !== 'not-applicable' && one.state !== 'unknown',
  );
  const leaf = leafOf(board);
  const figures = callFigures(rows);
  return {
    answers: figures?.answers.n ?? 0,
    answersWithin15: figures?.answers.values.filter(value => value <= goodAnswerMs).length ?? 0,
    figures,
    lookUps,
    lookUpMs,
    talkMs,
    steps: required.length,
    omitted: required.filter(step => step.state === 'skipped' || step.state === 'pending').length,
    leaf,
    isConfirmed,
    isUnchanged: isConfirmed && !isEdited && filed === offered,
    isCorrected,
    wrapMs,
    hiredOn,
  };
}

function leafOf(board: ReadonlyMap<string, Advice>): string | null {
  for (const advice of board.values()) if (advice.kind === 'category') return advice.chosen ?? advice.ranking[0]?.code ?? null;
  return null;
}
