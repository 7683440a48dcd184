import type { AdviceChange } from '#domain/advice.ts';
import { foldAdvice } from '#domain/board-fold.ts';
import type { Board } from '#engine/board.ts';
import type { Engine } from '#engine/engine.ts';
import { replayScript } from '#server/live/replay.ts';
import { fromDialogue } from '#server/live/script.ts';

/** A dialogue played through door and engine: what changed at each turn, and the board after it. */
export interface Played {
  readonly said: readonly { readonly turn: number; readonly atMs: number; readonly changes: readonly AdviceChange[] }[];
  readonly boards: readonly Board[]; // after each turn
  readonly last: Board; // after the hang-up
  readonly texts: readonly string[]; // as stored, by turn
  readonly turnOf: (position: number) => number | undefined;
}

/** Plays a conversation file. Turns are its utterances in the order they began; what happens between belongs to the turn before. */
export function play(engine: Engine, json: unknown): Played {
  const { rows } = replayScript(engine, fromDialogue(json));
  const starts = rows.flatMap(({ event }) => (event.what.kind === 'heard' ? [event.what.utterance.startMs] : [])).sort((a, b) => a - b);
  const turns = new Map<number, number>();
  const texts: string[] = [];
  const boards: Board[] = starts.map(() => ({}));
  const said: { turn: number; atMs: number; changes: readonly AdviceChange[] }[] = [];
  let board: Board = {};
  let turn = -1;
  for (const { event, advice } of rows) {
    if (event.what.kind === 'heard') {
      turn = starts.indexOf(event.what.utterance.startMs);
      while (texts[turn] !== undefined) turn++; // two that began at the same moment
      turns.set(event.position, turn);
      texts[turn] = event.what.utterance.text;
    }
    board = foldAdvice(board, advice);
    if (event.what.kind !== 'closed' && turn >= 0) boards[turn] = board;
    if (advice.length > 0) said.push({ turn: Math.max(0, turn), atMs: event.atMs, changes: advice });
  }
  return { said, boards, last: board, texts, turnOf: position => turns.get(position) };
}
