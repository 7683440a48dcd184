import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Gist, gistOf, isLike } from '#engine/handoff/likeness.ts';
import { reasonIndex } from '#engine/handoff/reason-index.ts';
import type { Moment } from '#engine/moment.ts';

/** How the talk with a bot goes: who speaks, what repeats, what stays unsolved. */
export interface BotTalk {
  readonly bot: boolean; // a bot has spoken
  readonly person: boolean; // a person has taken over
  readonly answers: readonly Gist[]; // the bot's last ones
  readonly questions: readonly Gist[]; // the customer's last ones
  readonly repeatedAnswers: number;
  readonly repeatedQuestions: number;
  readonly unsolved: number;
  readonly evidence: readonly Evidence[]; // for what the counters count
}

export const noTalk: BotTalk = {
  bot: false,
  person: false,
  answers: [],
  questions: [],
  repeatedAnswers: 0,
  repeatedQuestions: 0,
  unsolved: 0,
  evidence: [],
};

const kept = 6;
/** An answer this much like an earlier one is that answer again; a question may be worded anew. */
const sameAnswer = 0.85;
const sameQuestion = 0.5;
/** A greeting or a nod may be said twice. */
const shortAnswer = 10;

/** Counts one turn in. A customer who says it is solved starts the counters anew. */
export function listenTo(talk: BotTalk, moment: Moment, utterance: Utterance): BotTalk {
  switch (utterance.speaker) {
    case 'agent':
      return talk.person ? talk : { ...talk, person: true };
    case 'bot':
      return hearBot(talk, moment, utterance);
    case 'customer':
      return hearCustomer(talk, moment, utterance);
  }
}

function hearBot(talk: BotTalk, moment: Moment, utterance: Utterance): BotTalk {
  const answer = gistOf(utterance.text);
  const isRepeated = utterance.text.length > shortAnswer && talk.answers.some(earlier => isLike(earlier, answer, sameAnswer));
  const isLost = moment.hears(moment.content.own.botLost) !== null;
  return {
    ...talk,
    bot: true,
    answers: [answer, ...talk.answers].slice(0, kept),
    repeatedAnswers: talk.repeatedAnswers + (isRepeated ? 1 : 0),
    unsolved: talk.unsolved + (isLost ? 1 : 0),
    evidence: isRepeated || isLost ? [...talk.evidence, whole(utterance)].slice(-kept) : talk.evidence,
  };
}

function hearCustomer(talk: BotTalk, moment: Moment, utterance: Utterance): BotTalk {
  const isStill = moment.hears(moment.content.own.notSolved) !== null;
  const isSolved = !isStill && moment.hears(moment.content.own.solved) !== null;
  const now = isSolved && hasCounted(talk) ? { ...talk, ...nothingCounted } : talk;
  if (talk.person && !reasonIndex(moment.content).countsWithPerson) return now; // nobody asks any more

  const question = gistOf(utterance.text);
  const questions = [question, ...talk.questions].slice(0, kept);
  if (isSolved) return { ...now, questions };

  const isAgain = utterance.text.length > 3 && talk.questions.some(earlier => isLike(earlier, question, sameQuestion));
  return {
    ...talk,
    questions,
    repeatedQuestions: talk.repeatedQuestions + (isAgain ? 1 : 0),
    unsolved: talk.unsolved + (isStill || isAgain ? 1 : 0),
    evidence: isStill || isAgain ? [...talk.evidence, whole(utterance)].slice(-kept) : talk.evidence,
  };
}

const nothingCounted = { repeatedAnswers: 0, repeatedQuestions: 0, unsolved: 0, evidence: [] };

/** Whether anything has been counted since the last time it was solved. */
export function hasCounted({ repeatedAnswers, repeatedQuestions, unsolved, evidence }: BotTalk): boolean {
  return repeatedAnswers + repeatedQuestions + unsolved + evidence.length > 0;
}

function whole(utterance: Utterance): Evidence {
  return { position: utterance.position, revision: utterance.revision, span: [0, utterance.text.length] };
}
