import type { CueNumbers, Cues } from '#engine/cues.ts';

/** The concepts that aides ask for by themselves, whatever the content: a release that has them may word them as it likes. */
const names = {
  askNothing: '@ask-nothing',
  askDropped: '@ask-dropped',
  askQuestion: '@ask-question',
  askNeed: '@ask-need',
  askAnother: '@ask-another',
  slotYes: '@slot-yes',
  slotNo: '@slot-no',
  slotCorrect: '@slot-correct',
  botLost: '@bot-lost',
  solved: '@handoff-solved',
  notSolved: '@handoff-not-solved',
  wrongNumber: '@call-wrong-number',
  rightNumber: '@call-right-number',
  answerTaken: '@call-answer-taken',
} as const;

/** Their numbers in a release: none where it does not have the concept. */
export type OwnCues = Readonly<Record<keyof typeof names, Cues>>;

/** Looks them up, once a release. */
export function ownCues(cues: CueNumbers): OwnCues {
  return Object.fromEntries(Object.entries(names).map(([name, cue]) => [name, cues.of([cue])])) as OwnCues;
}
