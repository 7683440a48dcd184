import type { Moment } from '#engine/moment.ts';
import type { Plan } from '#engine/process/plan.ts';
import { isDone, type Track } from '#engine/process/track.ts';
import { said, type Told } from '#engine/process/words.ts';

/** Notes which node's script answers what the customer just asked; forgets it when answered or a few turns old. */
export function questionFor(plan: Plan, track: Track, words: Told, moment: Moment): Track {
  if (words.speaker === 'customer' && words.hits.length > 0) {
    for (const { place, cues } of plan.steps) {
      if (!words.touched[place] || isDone(track.nodes[place])) continue;
      const evidence = said(words, cues.answers);
      if (evidence) return { ...track, question: { node: place, text: clauseAt(moment, evidence.span[0]), turn: words.turn, evidence } };
    }
  }
  const { question } = track;
  const isOver = question !== null && (isDone(track.nodes[question.node]) || words.turn - question.turn > openTurns);
  return isOver ? { ...track, question: null } : track;
}

const openTurns = 4;

const stops = /[。？！?!；;]|(?<=\p{Script=Han})[,，]/gu;

/** The stretch of the utterance between two stops in which a hit stands. */
function clauseAt(moment: Moment, at: number): string {
  const text = moment.event.what.kind === 'heard' ? moment.event.what.utterance.text : '';
  let start = 0;
  stops.lastIndex = 0;
  while (stops.test(text)) {
    if (stops.lastIndex > at) return text.slice(start, stops.lastIndex).trim().slice(0, 80);
    start = stops.lastIndex;
  }
  return text.slice(start).trim().slice(0, 80);
}
