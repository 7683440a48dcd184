import type { AdviceChange } from '#domain/advice.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Whisper } from '#domain/whisper.ts';

/** What was heard since a whisper came. */
export interface Listened {
  readonly turns: number; // of the agent
  readonly words: string; // the agent's last few turns
  readonly isSaid: boolean;
}

/** Nothing yet. */
export const unlistened: Listened = { turns: 0, words: '', isSaid: false };

const turnsTogether = 3; // a sentence may be said in pieces
const longestWords = 2000;
/** So much of a sentence has to be heard for it to have been said, in pairs of characters. */
export const saidFrom = 0.6;

/**
 * Listens whether a whisper is said. By concept: the claim it mends is recovered, the prompt it answers is said before it would have gone
 * by itself, or the step it serves is done. Otherwise by its words: a share of them in the agent's last three turns.
 */
export function listen(
  before: Listened,
  { text, origin }: Pick<Whisper, 'text' | 'origin'>,
  heard: { readonly speaker: Speaker; readonly text: string } | null,
  advice: readonly AdviceChange[],
): Listened {
  const isAgent = heard?.speaker === 'agent';
  const turns = before.turns + (isAgent ? 1 : 0);
  const words = isAgent ? lastTurns(before.words, heard.text) : before.words;
  const isSaid = before.isSaid || (isAgent && (share(text, words) >= saidFrom || advice.some(change => answers(change, origin, turns))));
  return { turns, words, isSaid };
}

/** How much of a sentence's pairs of characters, letters and digits only, are among the words. */
export function share(sentence: string, words: string): number {
  const wanted = pairsOf(sentence);
  if (wanted.length === 0) return 0;
  const there = new Set(pairsOf(words));
  return wanted.filter(pair => there.has(pair)).length / wanted.length;
}

function answers(change: AdviceChange, origin: Whisper['origin'], turns: number): boolean {
  switch (origin.kind) {
    case 'rule':
      if (change.op === 'withdrawn')
        return change.key === origin.advice && change.kind === 'prompt' && turns < (origin.turnsLeft ?? Number.POSITIVE_INFINITY);
      return change.advice.key === origin.advice && change.advice.kind === 'violation' && change.advice.recovered;
    case 'node':
      if (change.op === 'withdrawn' || change.advice.kind !== 'step') return false;
      return change.advice.process === origin.process && change.advice.node === origin.node && change.advice.state === 'done';
    case 'leader':
    case 'own':
      return false;
  }
}

function lastTurns(before: string, text: string): string {
  const turns = [...before.split('\n'), text.replaceAll('\n', ' ')].filter(turn => turn !== '');
  return turns.slice(-turnsTogether).join('\n').slice(-longestWords);
}

/** Pairs never go over a turn's end: the line break stays between them. */
function pairsOf(text: string): readonly string[] {
  const letters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\n]+/gu, ''),
  ];
  return letters.flatMap((letter, at) => {
    const next = letters[at + 1];
    return next === undefined || letter === '\n' || next === '\n' ? [] : [letter + next];
  });
}
