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
  readonly unanswered: number;
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
  let [isConfirmed, isEdited, isAdded, isCorrected] = [false, false, false, false];
  const proposed = new Set<string>(); // further leaves, at any time
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
    for (const { code } of categoryOf(board)?.offered ?? []) proposed.add(code);
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
      isAdded = (categoryOf(board)?.further ?? []).some(({ code }) => code !== offered && !proposed.has(code));
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
    unanswered: figures?.unanswered ?? 0,
    figures,
    lookUps,
    lookUpMs,
    talkMs,
    steps: required.length,
    omitted: required.filter(step => step.state === 'skipped' || step.state === 'pending').length,
    leaf,
    isConfirmed,
    isUnchanged: isConfirmed && !isEdited && !isAdded && filed === offered,
    isCorrected,
    wrapMs,
    hiredOn,
  };
}

/** The main leaf: a call under several counts once. */
function leafOf(board: ReadonlyMap<string, Advice>): string | null {
  const category = categoryOf(board);
  return category?.chosen ?? category?.ranking[0]?.code ?? null;
}

function categoryOf(board: ReadonlyMap<string, Advice>): Extract<Advice, { kind: 'category' }> | undefined {
  const advice = board.get('category');
  return advice?.kind === 'category' ? advice : undefined;
}
