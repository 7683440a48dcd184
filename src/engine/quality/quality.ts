import type { Evidence } from '#domain/evidence.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Aide, unchanged } from '#engine/aide.ts';
import { lettersIn } from '#engine/letters.ts';
import { claim, quoteAt, recover, settle } from '#engine/quality/claims.ts';
import { timeEnd, timeHold, timePassed, timeSpeaking, timeUtterance } from '#engine/quality/clock.ts';
import { type Draft, evidenceOf, holds, own } from '#engine/quality/draft.ts';
import { judgeFacts } from '#engine/quality/facts-told.ts';
import { type Caught, listen } from '#engine/quality/listen.ts';
import { type QualityMemory, qualityStart, withHeard } from '#engine/quality/memory.ts';
import { underOneName } from '#engine/quality/one-name.ts';
import { judgeStepOrder, judgeWords } from '#engine/quality/orders.ts';
import { agePrompts, dropPrompts, prompt, promptForProcess, settlePrompt, tick } from '#engine/quality/prompts.ts';
import {
  closeWindows,
  judge,
  judgeEnd,
  judgeFirstTurn,
  judgeSteps,
  meetNeed,
  missAtGoodbye,
  openWindow,
  runWindows,
} from '#engine/quality/requires.ts';
import { rulebookOf } from '#engine/quality/rulebook.ts';
import { shownWords } from '#engine/quality/shown-words.ts';
import { fadeMet, metMs, warnBeforeEnd, warnBeforeSteps } from '#engine/quality/warnings.ts';

/** Holds the talk against the rules: prompts before, warnings while there is time, claims when it has passed, and what put them right. */
export const quality: Aide<QualityMemory> = {
  name: 'quality',
  start: qualityStart,
  mindsSpeaking: true,

  attend(memory, moment) {
    const draft: Draft = {
      before: memory,
      memory,
      moment,
      book: rulebookOf(moment.content),
      put: [],
      drop: [],
      fired: [],
    };
    happen(draft);
    follow(draft);
    const { put, drop, fired } = draft;
    if (draft.memory === memory && put.length + drop.length + fired.length === 0) return unchanged(memory);
    if (fired.length === 0) return { memory: draft.memory, put, drop };
    return { memory: draft.memory, put, drop, facts: { quality: { fired: [...new Set(fired)].sort() } } };
  },

  wakeAtMs({ clock, windows, met }) {
    let firstMs = clock.wakeAtMs;
    for (const { atMs } of met) if (firstMs === null || atMs + metMs < firstMs) firstMs = atMs + metMs;
    for (const { untilMs } of windows) if (untilMs !== null && (firstMs === null || untilMs < firstMs)) firstMs = untilMs;
    return firstMs ?? undefined;
  },
};

const none: readonly never[] = [];

/** A conversation heard from later than this was joined late: its beginning is unknown. */
const lateMs = 15_000;

function happen(draft: Draft): void {
  const { event } = draft.moment;
  const { what } = event;
  switch (what.kind) {
    case 'opened':
      own(draft).joinedLate = event.atMs > lateMs;
      return;
    case 'heard':
      return hear(draft, what.utterance);
    case 'speaking':
      return timeSpeaking(draft, what.speaker, what.on);
    case 'passed':
      return timePassed(draft);
    case 'held':
      return timeHold(draft, what.on);
    case 'deaf':
      own(draft).deaf = withGap(draft.memory.deaf, { leg: what.leg, fromMs: what.fromMs, toMs: what.toMs ?? null });
      return;
    case 'acted':
      if (what.act.kind === 'acknowledged' || what.act.kind === 'contested') settle(draft, what.act.key, what.act.kind);
      return;
    case 'closed':
      return end(draft);
    case 'transferred':
      if (what.outside) letGo(draft);
      return;
    case 'corrected':
    case 'muted':
    case 'assigned':
    case 'informed':
    case 'refined':
    case 'suspended':
    case 'recalled':
      return;
  }
}

/** What every event may bring: steps that moved, a new process, windows that ran out. */
function follow(draft: Draft): void {
  const { facts } = draft.moment;
  judgeStepOrder(draft);
  judgeSteps(draft);
  warnBeforeSteps(draft);
  if (facts.topic.process !== draft.memory.process) promptForProcess(draft, lastWords(draft));
  runWindows(draft);
  fadeMet(draft);
  const { consented, verified } = facts.process;
  if (draft.memory.wasConsented === consented && draft.memory.wasVerified === verified) return;
  const now = own(draft);
  now.wasConsented = consented;
  now.wasVerified = verified;
}

function hear(draft: Draft, utterance: Utterance): void {
  if (utterance.speaker === 'customer' && draft.memory.agentTurn > 0 && !draft.memory.judgedFirst) judgeFirstTurn(draft);
  count(draft, utterance);
  timeUtterance(draft, utterance); // before its words are noted: what excuses a silence was said before it
  const { caught, asked } = listen(draft.book, draft.moment, utterance, askedOf(draft, utterance.speaker), draft.memory.known);
  note(draft, utterance, caught, asked);
  for (const each of underOneName(caught.filter(each => isInForce(draft, each)))) use(draft, each, utterance);
  judgeFacts(draft, utterance);
  if (utterance.speaker === 'agent') {
    agePrompts(draft);
    watchTheEnd(draft, utterance);
  }
}

/** Forbidden words of a rule that does not look now are nobody's fault, nor the name of one. */
function isInForce(draft: Draft, { listener: { use } }: Caught): boolean {
  return use.kind !== 'forbid' || holds(draft, use.rule);
}

function use(draft: Draft, caught: Caught, utterance: Utterance): void {
  const { use } = caught.listener;
  switch (use.kind) {
    case 'need':
      return meetNeed(draft, use.rule);
    case 'recovers':
      return recover(draft, use.rule, utterance.position);
    case 'forbid': {
      const words = shownWords(draft, caught);
      return claim(draft, use.rule, [evidenceOf(utterance, words)], quoteAt(utterance.text, words.span), utterance.endMs);
    }
    case 'order':
      return judgeWords(draft, use.rule, caught, utterance);
    case 'trigger':
      return openWindow(draft, use.rule, caught, utterance);
    case 'closes': {
      const words = shownWords(draft, caught);
      return judge(draft, use.rule, [evidenceOf(utterance, words)], quoteAt(utterance.text, words.span));
    }
    case 'prompt':
      return prompt(draft, use.rule, [evidenceOf(utterance, shownWords(draft, caught))], utterance.endMs);
    case 'until':
      return settlePrompt(draft, use.rule);
    case 'chip':
      return tick(draft, use.rule, use.chip);
    case 'condition':
      return;
  }
}

const shortest = 4; // 嗯嗯 and 好的 are no turn

/** The call goes on at somebody else's: what was still to be said there is not missing here, and no goodbye is. */
function letGo(draft: Draft): void {
  closeWindows(draft);
  dropPrompts(draft);
  own(draft).saidGoodbye = true;
}

function count(draft: Draft, utterance: Utterance): void {
  const { memory } = draft;
  const isNew = memory.speaker !== utterance.speaker;
  const counted = isNew ? false : memory.counted;
  const isTurn = utterance.speaker === 'agent' && !counted && lettersIn(utterance.text, shortest) >= shortest;
  const now = own(draft);
  now.speaker = utterance.speaker;
  now.group = memory.group + (isNew ? 1 : 0);
  now.counted = counted || isTurn;
  now.agentTurn = memory.agentTurn + (isTurn ? 1 : 0);
}

function askedOf({ memory }: Draft, speaker: Speaker): readonly number[] {
  let terms: readonly number[] = none;
  for (const by of speakers) {
    const asked = by === speaker ? none : (memory.asked[by]?.terms ?? none);
    if (asked.length > 0) terms = terms.length > 0 ? [...terms, ...asked] : asked;
  }
  return terms;
}

const speakers = ['customer', 'agent', 'bot'] as const;

const mostKnown = 100;

function note(draft: Draft, utterance: Utterance, caught: readonly Caught[], asked: readonly number[]): void {
  const { memory, moment } = draft;
  const lasting: number[] = [];
  for (const { listener } of caught) if (listener.isLasting) lasting.push(listener.number);
  if (lasting.length > 0)
    own(draft).heard = withHeard(memory.heard, lasting, { turn: moment.turn, agentTurn: memory.agentTurn, group: memory.group });
  noteAsked(draft, utterance.speaker, asked);
  if (utterance.speaker !== 'customer') return;
  const values = moment.heard?.values ?? none;
  if (values.length > 0) own(draft).known = [...new Set([...memory.known, ...values.map(({ value }) => value)])].slice(-mostKnown);
}

/** The answers that this side's last words wait for. */
function noteAsked(draft: Draft, speaker: Speaker, asked: readonly number[]): void {
  const { group } = draft.memory;
  const before = draft.memory.asked[speaker];
  const soFar = before?.group === group ? before.terms : none;
  if (asked.length === 0 && soFar.length === (before?.terms.length ?? 0)) return;
  own(draft).asked = { ...draft.memory.asked, [speaker]: { group, terms: [...new Set([...soFar, ...asked])] } };
}

function watchTheEnd(draft: Draft, utterance: Utterance): void {
  if (draft.memory.agentTurn < 2 || draft.memory.saidGoodbye) return;
  if (draft.moment.hears(draft.book.closing)) {
    own(draft).saidGoodbye = true;
    missAtGoodbye(draft);
    judgeEnd(draft, [evidenceOf(utterance)]);
  } else if (draft.moment.hears(draft.book.anythingElse)) warnBeforeEnd(draft, utterance);
}

function end(draft: Draft): void {
  if (draft.memory.closed) return;
  own(draft).closed = true;
  fadeMet(draft, draft.moment.nowMs);
  if (!draft.memory.saidGoodbye) judgeEnd(draft, lastWords(draft));
  timeEnd(draft);
}

function lastWords(draft: Draft): Evidence[] {
  const { event } = draft.moment;
  if (event.what.kind === 'heard') return [evidenceOf(event.what.utterance)];
  const { agent, customer } = draft.memory.clock.last;
  const last = agent && (!customer || agent.startMs >= customer.startMs) ? agent : customer;
  return last ? [{ position: last.position as Evidence['position'], revision: last.revision, span: [0, last.length] }] : [];
}

function withGap(gaps: QualityMemory['deaf'], gap: QualityMemory['deaf'][number]): QualityMemory['deaf'] {
  return [...gaps.filter(old => old.leg !== gap.leg || old.fromMs !== gap.fromMs), gap].slice(-50);
}
