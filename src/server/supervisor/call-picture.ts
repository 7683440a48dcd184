import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { ConversationId, Position } from '#domain/ids.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Row } from '#server/live/read-rows.ts';

/** Something in a call that a leader should know of, for as long as it stands. */
export interface Alarm {
  readonly key: string;
  readonly kind: 'violation' | 'prompt' | 'handoff';
  readonly rule: string;
  readonly title: string;
  readonly weight: Weight;
  readonly quote?: string;
  readonly doNow: string;
  readonly position: Position;
  readonly raisedAt: number; // wall clock
  readonly turns: number; // of the agent since it was raised
  readonly lasts: number; // in turns of the agent, until it goes or can no longer be put right; Infinity: no window
}

/** So many of the agent's turns a recovery sentence still counts. */
export const recoverableTurns = 3;

/** How grave: a life, money leaving or the like; words that call for a leader; a serious rule broken. */
export type Weight = 'critical' | 'sensitive' | 'serious';

/** Why an alarm stands no more. */
export interface Gone {
  readonly alarm: Alarm;
  readonly why: 'recovered' | 'said' | 'withdrawn' | 'closed';
  readonly at: number; // wall clock
}

/** One call as a leader's page needs it: small, folded from its log. */
export interface CallPicture {
  readonly conversation: ConversationId;
  readonly agent: string | null;
  readonly lang: Lang;
  readonly openedAt: number;
  readonly position: number;
  readonly atMs: number;
  readonly isOpen: boolean;
  readonly speaking: readonly string[];
  readonly quietSinceAt: number | null; // null: somebody speaks
  readonly topic: string | null;
  readonly process: string | null;
  readonly steps: Readonly<Record<string, Step>>; // required and undone
  readonly alarms: Readonly<Record<string, Alarm>>;
  readonly lastGone: Gone | null;
  readonly past: readonly Gone[]; // alarms of this need that stand no more; of the one that ended with this row, too
  readonly need: { readonly position: Position; readonly at: number } | null; // since the first of the alarms that stand
}

type Step = Extract<Advice, { kind: 'step' }>;

/** What of the content decides whether a prompt calls for a leader. */
export interface Sensitive {
  /** The turns a prompt of this rule lasts, when its rule lets it interrupt; undefined: not a leader's matter. */
  readonly turnsOf: (rule: string) => number | undefined;
}

/** A call nothing is known of yet. */
export function unseen(conversation: ConversationId): CallPicture {
  return {
    conversation,
    agent: null,
    lang: 'zh',
    openedAt: 0,
    position: 0,
    atMs: 0,
    isOpen: true,
    speaking: [],
    quietSinceAt: 0,
    topic: null,
    process: null,
    steps: {},
    alarms: {},
    lastGone: null,
    past: [],
    need: null,
  };
}

/** Folds a row in. Alarms raised up to `settledUpTo` were settled by a leader. Only what is serious or sensitive, and shown, is an alarm. */
export function fold(before: CallPicture, row: Row, sensitive: Sensitive, settledUpTo = 0): CallPicture {
  if (row.position <= before.position) return before;
  const at = row.stamps?.heardAt ?? before.openedAt + row.event.atMs;
  const past = before.need ? before.past : [];
  let call = happened({ ...before, position: row.position, atMs: row.event.atMs, past }, row, at);
  for (const change of row.advice) call = advised(call, change, row, at, sensitive, settledUpTo);
  if (!call.isOpen) for (const alarm of Object.values(call.alarms)) call = drop(call, alarm, 'closed', at);
  const isNeeded = Object.keys(call.alarms).length > 0;
  return { ...call, need: isNeeded ? (before.need ?? { position: row.position, at }) : null };
}

/** What stands after a leader settled everything up to a position, and claims were decided at /quality: by key, the latest that was. */
export function settle(call: CallPicture, upTo: number, decided: ReadonlyMap<string, number> = new Map()): CallPicture {
  const stands = ([key, { position }]: readonly [string, Alarm]) => position > upTo && position > (decided.get(key) ?? 0);
  const alarms = Object.fromEntries(Object.entries(call.alarms).filter(stands));
  const [first] = Object.values(alarms).sort((a, b) => a.position - b.position);
  const keeps = call.need && call.need.position > upTo && first ? call.need : null; // whoever took it still has it
  const past = call.past.filter(({ alarm }) => alarm.position > upTo);
  return { ...call, alarms, past, need: first ? (keeps ?? { position: first.position, at: first.raisedAt }) : null };
}

function happened(call: CallPicture, { event: { what }, event }: Row, at: number): CallPicture {
  switch (what.kind) {
    case 'opened': {
      const { agent, lang, openedAt } = what.meta;
      return { ...call, agent: agent ?? call.agent, lang, openedAt: Math.min(at, Date.parse(openedAt) || at), quietSinceAt: at };
    }
    case 'assigned':
      return { ...call, agent: what.agent };
    case 'speaking': {
      const speaking = [...call.speaking.filter(each => each !== what.speaker), ...(what.on ? [what.speaker] : [])];
      return { ...call, speaking, quietSinceAt: speaking.length > 0 ? null : at };
    }
    case 'heard': {
      const speaking = call.speaking.filter(each => each !== what.utterance.speaker);
      const quietSinceAt = speaking.length > 0 ? null : at;
      if (what.utterance.speaker !== 'agent') return { ...call, speaking, quietSinceAt };
      const alarms = Object.fromEntries(Object.entries(call.alarms).map(([key, alarm]) => [key, { ...alarm, turns: alarm.turns + 1 }]));
      return { ...call, speaking, quietSinceAt, alarms };
    }
    case 'closed':
      return { ...call, isOpen: false, speaking: [], atMs: event.atMs };
    case 'passed':
    case 'corrected':
    case 'held':
    case 'muted':
    case 'transferred':
    case 'deaf':
    case 'acted':
    case 'informed':
    case 'refined':
    case 'suspended':
    case 'recalled':
      return call;
  }
}

function advised(call: CallPicture, change: AdviceChange, row: Row, at: number, sensitive: Sensitive, settledUpTo: number): CallPicture {
  if (change.op === 'withdrawn') return withdrawn(call, change.key, row, at, sensitive);
  const { advice } = change;
  if (advice.shadow) return call;
  switch (advice.kind) {
    case 'topic':
      if (advice.state === 'active') return { ...call, topic: advice.title, process: advice.process };
      return call.process === advice.process && advice.state === 'suspended' ? { ...call, topic: null, process: null } : call;
    case 'step': {
      const { [advice.key]: _old, ...others } = call.steps;
      const isOwed = advice.required && (advice.state === 'pending' || advice.state === 'in-progress');
      return { ...call, steps: isOwed ? { ...others, [advice.key]: advice } : others };
    }
    case 'violation': {
      const old = call.alarms[advice.key];
      if (advice.recovered) return old ? drop(call, old, 'recovered', at) : call;
      if (advice.severity !== 'serious') return call;
      const { quote, doNow, title } = advice;
      const lasts = recoverableTurns;
      return raise(
        call,
        { key: advice.key, kind: 'violation', weight: 'serious', title, doNow, lasts, ...(quote ? { quote } : {}) },
        advice,
      );
    }
    case 'prompt': {
      const lasts = sensitive.turnsOf(ruleOf(advice));
      if (lasts === undefined) return call;
      const { title } = advice;
      const doNow = advice.doNow ?? advice.sentence;
      const weight = advice.severity === 'serious' ? 'critical' : 'sensitive';
      return raise(call, { key: advice.key, kind: 'prompt', weight, title, doNow, lasts }, advice);
    }
    case 'handoff': {
      if (advice.action !== 'call-specialist') return call;
      const weight = advice.urgency === 'critical' ? 'critical' : 'sensitive';
      return raise(
        call,
        { key: advice.key, kind: 'handoff', weight, title: advice.routeTo, doNow: '', lasts: Number.POSITIVE_INFINITY },
        advice,
      );
    }
    case 'card':
    case 'warning':
    case 'slot':
    case 'category':
    case 'summary':
    case 'offer':
    case 'metric':
      return call;
  }

  /** The same alarm said again keeps its place and its time; a repeat of what was broken counts its turns anew. */
  function raise(into: CallPicture, alarm: Pick<Alarm, 'key' | 'kind' | 'weight' | 'title' | 'doNow' | 'quote' | 'lasts'>, from: Advice) {
    if (!into.isOpen) return into;
    const old = into.alarms[alarm.key];
    const { position, raisedAt, turns } = old ?? { position: row.position, raisedAt: at, turns: 0 };
    if (!old && (change.op !== 'raised' || position <= settledUpTo)) return into; // settled before: what changes about it is no news
    return { ...into, alarms: { ...into.alarms, [alarm.key]: { ...alarm, rule: ruleOf(from), position, raisedAt, turns } } };
  }
}

/** A prompt that goes on the agent's words, earlier than it would by itself, was answered. */
function withdrawn(call: CallPicture, key: string, { event }: Row, at: number, sensitive: Sensitive): CallPicture {
  const { [key]: _step, ...steps } = call.steps;
  const alarm = call.alarms[key];
  if (!alarm) return key in call.steps ? { ...call, steps } : call;
  const isByAgent = event.what.kind === 'heard' && event.what.utterance.speaker === 'agent';
  const isSaid = alarm.kind === 'prompt' && isByAgent && alarm.turns < (sensitive.turnsOf(alarm.rule) ?? 0);
  return drop(call, alarm, isSaid ? 'said' : 'withdrawn', at);
}

function drop(call: CallPicture, alarm: Alarm, why: Gone['why'], at: number): CallPicture {
  const { [alarm.key]: _gone, ...alarms } = call.alarms;
  const gone: Gone = { alarm, why, at };
  return { ...call, alarms, lastGone: gone, past: [...call.past, gone] };
}

function ruleOf({ from, key }: Advice): string {
  return from?.key ?? key;
}
