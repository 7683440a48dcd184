import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Facts } from '#domain/facts.ts';
import type { HandoffReason } from '#domain/handoff-reason.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Aide, type Answer, unchanged } from '#engine/aide.ts';
import type { Cues } from '#engine/cues.ts';
import { type BotTalk, hasCounted, listenTo, noTalk } from '#engine/handoff/bot-talk.ts';
import { type ReasonIndex, reasonIndex } from '#engine/handoff/reason-index.ts';
import type { Moment } from '#engine/moment.ts';

/** What the hand-off remembers of a conversation. */
export interface HandoffMemory {
  readonly talk: BotTalk;
  readonly signs: Readonly<Record<string, readonly Evidence[]>>; // reason → what spoke for it so far
  readonly raised: readonly string[]; // reasons raised: each once
  readonly standing: { readonly reason: string; readonly urgency: HandoffReason['urgency'] } | null;
}

/** Tells when a bot's customer needs a person, why, how urgently and where to; urgent reasons wait for no counter. */
export const handoff: Aide<HandoffMemory> = {
  name: 'handoff',
  start: { talk: noTalk, signs: {}, raised: [], standing: null },

  attend(memory, moment) {
    const { what } = moment.event;
    if (what.kind === 'acted' && what.act.kind === 'dismissed' && what.act.key === key)
      return { memory: { ...memory, standing: null }, drop: [key] };
    if (what.kind !== 'heard') return unchanged(memory);

    const { utterance } = what;
    const talk = listenTo(memory.talk, moment, utterance);
    const heard = talk === memory.talk ? memory : { ...memory, talk };
    if (utterance.speaker === 'agent') return takenOver(heard, moment);
    return utterance.speaker === 'customer' ? judge(heard, moment, utterance) : unchanged(heard);
  },
};

const key = 'handoff';
const weight = { normal: 0, high: 1, critical: 2 } as const;

/** A person speaks: what only a bot could not do is settled. */
function takenOver(memory: HandoffMemory, moment: Moment): Answer<HandoffMemory> {
  const { standing } = memory;
  if (!standing) return unchanged(memory);
  const reason = moment.content.handoffReasons.find(({ key }) => key === standing.reason);
  if (!reason || reason.withAgent) return unchanged(memory);
  return { memory: { ...memory, standing: null }, drop: [key] };
}

function judge(memory: HandoffMemory, moment: Moment, utterance: Utterance): Answer<HandoffMemory> {
  const { handoffReasons } = moment.content;
  const withPerson = memory.talk.person || (!memory.talk.bot && (moment.meta.channel === 'voice' || moment.meta.agent !== undefined));
  const due: HandoffReason[] = [];
  let { signs } = memory;
  const index = reasonIndex(moment.content);
  for (const place of concerned(index, memory.talk, moment)) {
    const reason = handoffReasons[place] as HandoffReason;
    if (withPerson && !reason.withAgent) continue;
    const found = signsOf(reason, index.says[place] ?? none, index.unless[place] ?? none, moment, utterance);
    if (found.length > 0) signs = { ...signs, [reason.key]: [...(signs[reason.key] ?? []), ...found].slice(-mostSigns) };
    if (!memory.raised.includes(reason.key) && isDue(reason, signs[reason.key] ?? [], found.length > 0, memory.talk)) due.push(reason);
  }

  if (signs === memory.signs && due.length === 0) return unchanged(memory);
  const now = { ...memory, signs, raised: [...memory.raised, ...due.map(reason => reason.key)] };
  const best = due.toSorted((a, b) => weight[b.urgency] - weight[a.urgency])[0]; // stable: the content's order among equals
  if (!best || (memory.standing && weight[best.urgency] <= weight[memory.standing.urgency])) return unchanged(now);
  const evidence = [...(now.signs[best.key] ?? []), ...(best.counter === 'none' ? [] : memory.talk.evidence)].slice(-mostSigns);
  return {
    memory: { ...now, standing: { reason: best.key, urgency: best.urgency } },
    put: [advice(best, evidence, withPerson, memory.talk, moment, utterance)],
  };
}

/** The reasons that this utterance may speak for, in the order of content. */
function concerned({ bySays, withAmount, counting }: ReasonIndex, talk: BotTalk, { heard }: Moment): readonly number[] {
  let places: number[] | null = null;
  for (const { cue } of heard?.hits ?? none) {
    const its = bySays.at(cue);
    if (its) places = [...(places ?? []), ...its];
  }
  if (withAmount.length > 0 && heard?.values.some(value => value.class === 'amount')) places = [...(places ?? []), ...withAmount];
  if (hasCounted(talk)) places = [...(places ?? []), ...counting];
  return places === null ? none : [...new Set(places)].sort((a, b) => a - b);
}

const none: readonly never[] = [];

const mostSigns = 8;

/** The words of this turn that speak for a reason, and an amount that is large enough to. */
function signsOf(reason: HandoffReason, says: Cues, unless: Cues, moment: Moment, utterance: Utterance): readonly Evidence[] {
  const exempt = moment.hearsAll(unless);
  const hits = moment
    .hearsAll(says)
    .filter(({ span }) => !exempt.some(other => span[0] < other.span[1] && other.span[0] < span[1]))
    .map(({ span, concept }) => evidence(utterance, span, concept));
  const from = reason.amountFrom;
  if (from === undefined) return hits;
  const amount = moment.heard?.values.find(value => value.class === 'amount' && Number(value.value) >= from);
  return amount ? [...hits, evidence(utterance, amount.span)] : hits;
}

/** Counters tell of a talk that does not get on; they are judged when the customer speaks, who may have what was wanted. */
function isDue(reason: HandoffReason, signs: readonly Evidence[], isSaidNow: boolean, talk: BotTalk): boolean {
  switch (reason.counter) {
    case 'none':
      return isSaidNow && (reason.bypass || signs.length >= reason.atLeast);
    case 'repeated-answer':
      return talk.repeatedAnswers >= reason.atLeast;
    case 'repeated-question':
      return talk.repeatedQuestions >= reason.atLeast;
    case 'unsolved':
      return talk.unsolved >= reason.atLeast;
  }
}

function advice(
  reason: HandoffReason,
  evidence: readonly Evidence[],
  withPerson: boolean,
  talk: BotTalk,
  moment: Moment,
  utterance: Utterance,
): Advice {
  return {
    key,
    kind: 'handoff',
    action: withPerson ? 'call-specialist' : 'hand-over',
    reason: reason.key,
    urgency: reason.urgency,
    summary: summaryOf(reason, talk, moment, utterance),
    slots: valuesOf(moment.facts.wrapup),
    routeTo: (moment.meta.lang === 'en' && reason.routeToEn) || reason.routeTo,
    evidence: [...evidence],
    loudness: reason.urgency === 'critical' ? 'interrupt' : 'line',
  };
}

function valuesOf({ slots }: Facts['wrapup']): Record<string, string> {
  return Object.fromEntries(slots.filter(({ status }) => status !== 'unsure').map(({ slot, value }) => [slot, value]));
}

/** What the person who takes over has to know first: why, what about, and the customer's own last words. */
function summaryOf(reason: HandoffReason, talk: BotTalk, moment: Moment, utterance: Utterance): string {
  const { process } = moment.facts.topic;
  const about = process === null ? undefined : moment.content.processes.get(process)?.title;
  const words = utterance.text.length > longestQuote ? `${utterance.text.slice(0, longestQuote - 1)}…` : utterance.text;
  const isChinese = moment.meta.lang === 'zh';
  const parts = isChinese
    ? [
        reason.title,
        about && `业务:${about}`,
        `客户说「${words}」`,
        talk.repeatedAnswers > 0 && `机器人已重复答复${talk.repeatedAnswers}次`,
      ]
    : [
        reason.titleEn ?? reason.title,
        about && `about: ${about}`,
        `customer: “${words}”`,
        talk.repeatedAnswers > 0 && `the bot repeated itself ${talk.repeatedAnswers}×`,
      ];
  return parts.filter(part => part).join(isChinese ? ';' : '; ');
}

const longestQuote = 60;

function evidence(utterance: Utterance, span: readonly [number, number], concept?: string): Evidence {
  const { position, revision } = utterance;
  return { position, revision, span: [span[0], span[1]], ...(concept === undefined ? {} : { concept }) };
}
