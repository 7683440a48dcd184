import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Content } from '#engine/content.ts';
import type { Cues } from '#engine/cues.ts';
import { lettersIn } from '#engine/letters.ts';
import type { Moment } from '#engine/moment.ts';

/** A call with a leaf of its own, whatever business was named in it. */
export type OwnLeaf =
  | { readonly kind: 'silent' }
  | { readonly kind: 'broken-off' }
  | { readonly kind: 'wrong-number'; readonly quote: string; readonly evidence: Evidence };

/** What tells such a call: who spoke, whether of a wrong number, how far the talk got, and when it ended. */
export interface OwnLeafMemory {
  readonly wrong: Extract<OwnLeaf, { kind: 'wrong-number' }> | null;
  readonly turnsSince: number; // of the customer, since the wrong number
  readonly isTakenBack: boolean; // it was denied, or a business began after it
  readonly talk: 'nothing' | 'asked' | 'answered' | 'settled';
  readonly isCustomerHeard: boolean;
  readonly endedMs: number | null;
}

export const noOwnLeaf: OwnLeafMemory = {
  wrong: null,
  turnsSince: 0,
  isTakenBack: false,
  talk: 'nothing',
  isCustomerHeard: false,
  endedMs: null,
};

/** The concept that the leaf of each kind lists as a cue. */
export const ownLeafCues = {
  silent: '@call-silent',
  'broken-off': '@call-broken-off',
  'wrong-number': '@call-wrong-number',
} as const satisfies Record<OwnLeaf['kind'], string>;

/**
 * The kind of call this is by what is known so far: silent and broken off tell only at its end. A call closed without a time was as long
 * as was spoken. `isHandedOver`: it went on elsewhere.
 */
export function ownLeafOf(
  { wrong, talk, isCustomerHeard, endedMs }: OwnLeafMemory,
  spokenMs: number,
  isHandedOver: boolean,
): OwnLeaf | null {
  if (endedMs !== null && !isCustomerHeard) return silent;
  if (talk === 'settled') return null;
  if (wrong !== null) return wrong;
  return endedMs !== null && Math.max(endedMs, spokenMs) < shortCallMs && !isHandedOver ? brokenOff : null;
}

const silent: OwnLeaf = { kind: 'silent' };
const brokenOff: OwnLeaf = { kind: 'broken-off' };
const shortCallMs = 20_000;

/** Adds a turn. `isResult`: it ended a business. The same memory when it tells nothing new. */
export function hearOwnLeaf(memory: OwnLeafMemory, moment: Moment, utterance: Utterance, isResult: boolean): OwnLeafMemory {
  const { wrong, turnsSince, isTakenBack } = wrongNumber(memory, moment, utterance);
  const isAnew = wrong !== null && wrong !== memory.wrong && memory.talk !== 'settled';
  const talk = isResult ? 'settled' : talkAfter(isAnew ? 'nothing' : memory.talk, moment, utterance);
  const isCustomerHeard = memory.isCustomerHeard || utterance.speaker === 'customer';
  const isSame =
    talk === memory.talk &&
    wrong === memory.wrong &&
    turnsSince === memory.turnsSince &&
    isTakenBack === memory.isTakenBack &&
    isCustomerHeard === memory.isCustomerHeard;
  return isSame ? memory : { ...memory, talk, wrong, turnsSince, isTakenBack, isCustomerHeard };
}

type WrongNumber = Pick<OwnLeafMemory, 'wrong' | 'turnsSince' | 'isTakenBack'>;

function wrongNumber(memory: OwnLeafMemory, moment: Moment, utterance: Utterance): WrongNumber {
  const { own } = moment.content;
  const { topic } = moment.facts;
  if (moment.hears(own.rightNumber)) return takenBack;
  const hit = moment.hears(own.wrongNumber);
  if (hit) {
    const { position, revision, text } = utterance;
    const [from, to] = hit.span;
    const evidence: Evidence = { position, revision, span: [from, to], concept: hit.concept };
    return { wrong: { kind: 'wrong-number', quote: text.slice(from, to), evidence }, turnsSince: 0, isTakenBack: false };
  }
  if (memory.wrong === null) return memory;
  if (topic.changed && topic.process !== null) return takenBack;
  if (utterance.speaker !== 'customer') return memory;
  if (memory.turnsSince === 0 && moment.hears(own.slotNo)) return takenBack; // 您打错了吧? · 没有,我找你们
  if (memory.turnsSince < mostTurnsSince) return { ...memory, turnsSince: memory.turnsSince + 1 };
  return memory.talk === 'nothing' ? memory : takenBack;
}

const takenBack: WrongNumber = { wrong: null, turnsSince: 0, isTakenBack: true };
/** Who has the wrong number hangs up: whoever asks on after so many turns of theirs has not. */
const mostTurnsSince = 3;

type Talk = OwnLeafMemory['talk'];

function talkAfter(talk: Talk, moment: Moment, { speaker, text }: Utterance): Talk {
  const { own } = moment.content;
  if (talk === 'settled') return talk;
  if (speaker === 'customer') {
    if (talk === 'answered' && moment.hears(own.answerTaken)) return 'settled';
    const asks = isMarkedQuestion(text) || moment.facts.topic.changed || moment.hears(own.askQuestion) || moment.hears(own.askNeed);
    return asks ? 'asked' : talk;
  }
  const tells = talk === 'asked' && !isMarkedQuestion(text) && lettersIn(text, leastAnswer) >= leastAnswer;
  return tells && !moment.hears(fillersOf(moment.content)) ? 'answered' : talk; // what only stops the silence answers nothing
}

const leastAnswer = 6;

function isMarkedQuestion(text: string): boolean {
  return text.includes('?') || text.includes('\uff1f');
}

/** Looked up once a release. */
function fillersOf(content: Content): Cues {
  const known = fillers.get(content) ?? content.cues.of(content.settings.fillers);
  fillers.set(content, known);
  return known;
}

const fillers = new WeakMap<Content, Cues>();
