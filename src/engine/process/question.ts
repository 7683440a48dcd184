import type { Process } from '#domain/process.ts';
import type { Moment } from '#engine/moment.ts';
import { isDone, type Track, type Words } from '#engine/process/track.ts';
import { said } from '#engine/process/words.ts';

/** Notes which node's script answers what the customer just asked; forgets it when answered or a few turns old. */
export function questionFor(process: Process, track: Track, words: Words, moment: Moment): Track {
  if (words.speaker === 'customer') {
    for (const { key, answers } of process.nodes) {
      const evidence = isDone(track.nodes[key]) ? null : said(words, answers);
      if (evidence) return { ...track, question: { node: key, text: clauseAt(moment, evidence.span[0]), turn: words.turn, evidence } };
    }
  }
  const { question } = track;
  const isOver = question !== null && (isDone(track.nodes[question.node]) || words.turn - question.turn > openTurns);
  return isOver ? { ...track, question: null } : track;
}

const openTurns = 4;

/** The stretch of the utterance between two stops in which a hit stands. */
function clauseAt(moment: Moment, at: number): string {
  const text = moment.event.what.kind === 'heard' ? moment.event.what.utterance.text : '';
  const stops = [...text.matchAll(/[。？！?!；;]|(?<=\p{Script=Han})[,，]/gu)].map(({ index }) => index + 1);
  const start = stops.findLast(stop => stop <= at) ?? 0;
  const end = stops.find(stop => stop > at) ?? text.length;
  return text.slice(start, end).trim().slice(0, 80);
}
