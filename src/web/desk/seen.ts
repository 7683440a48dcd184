import type { Advice } from '#domain/advice.ts';
import type { AdviceByKey } from '#domain/board-fold.ts';
import type { Interrupting } from '#domain/interrupting.ts';
import type { ScreenInterrupt } from '#protocol/down.ts';

export type Card = Extract<Advice, { kind: 'card' }>;
export type Step = Extract<Advice, { kind: 'step' }>;
export type Slot = Extract<Advice, { kind: 'slot' }>;
export type Alarm = Extract<Advice, { kind: 'prompt' | 'warning' | 'violation' | 'handoff' }>;
export type Category = Extract<Advice, { kind: 'category' }>;
export type Summary = Extract<Advice, { kind: 'summary' }>;

/** The process on the rail: its title and its steps in order. */
export interface Rail {
  readonly process: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

/** The advice of a board that is shown by itself, sorted into the desk's zones. */
export interface Seen {
  readonly cards: readonly Card[];
  readonly lines: readonly Alarm[];
  readonly interrupt?: Alarm;
  readonly others: ReadonlySet<string>; // claims about whoever had the call before: told in a quiet line, answered by them
  readonly rail?: Rail;
  readonly slots: readonly Slot[];
  readonly category?: Category;
  readonly summary?: Summary;
  readonly verifiedAtMs?: number; // absent: not verified
  readonly isVerified: boolean;
  readonly answer?: Extract<Advice, { kind: 'metric' }>;
}

/** What stays after the words were all said or the violation was put right. */
export const afterglowMs = 5000;

/** The keys of a conversation whose turn to interrupt has come; a turn counts for as long as its row is the one that made it loud. */
export function turnsOf(conversation: string, interrupting: Interrupting, turns: readonly ScreenInterrupt[]): ReadonlySet<string> {
  const own = turns.filter(turn => turn.conversation === conversation && interrupting[turn.key]?.position === turn.position);
  return new Set(own.map(turn => turn.key));
}

/**
 * Sorts a board into zones. `putAway` holds keys the agent has just dismissed or acknowledged, before the server says so. What is
 * not serious and not in `mayInterrupt` is held back by the agent's budget: a line until its turn comes. `others` are the claims
 * about whoever had the call before.
 */
export function see(
  board: AdviceByKey,
  changedAtMs: Readonly<Record<string, number>>,
  nowMs: number,
  putAway: ReadonlySet<string>,
  mayInterrupt: ReadonlySet<string>,
  others: ReadonlySet<string>,
): Seen {
  const all = Object.values(board).filter(advice => !advice.shadow);
  const own = all.filter(advice => !advice.into);
  const steps = all.filter(advice => advice.kind === 'step');
  const alarms = own.filter(isAlarm);
  const interrupts = alarms
    .filter(
      alarm => isPressing(alarm) && !others.has(alarm.key) && (isSerious(alarm) || mayInterrupt.has(alarm.key)) && !putAway.has(alarm.key),
    )
    .sort((a, b) => urgency(b, changedAtMs) - urgency(a, changedAtMs));
  const interrupt = interrupts[0];
  const verified = steps.find(step => (step.establishes === 'verified' || lastOf(step.node) === 'verify') && isDone(step));

  return {
    cards: all.filter(advice => isCard(advice) && !putAway.has(advice.key)).sort(byRank) as readonly Card[],
    lines: alarms
      .filter(alarm => alarm !== interrupt && isStillShown(alarm, changedAtMs, nowMs))
      .sort((a, b) => lineOrder(b, changedAtMs, others) - lineOrder(a, changedAtMs, others)),
    interrupt,
    others,
    rail: railOf(all, steps),
    slots: all.filter(advice => advice.kind === 'slot'),
    category: all.find(advice => advice.kind === 'category'),
    summary: all.find(advice => advice.kind === 'summary'),
    isVerified: verified !== undefined,
    verifiedAtMs: verified?.atMs,
    answer: latestAnswer(all),
  };
}

/** Whether a prompt or warning has nothing left to be said. */
export function isAllSaid(alarm: Alarm): boolean {
  if (alarm.kind === 'warning') return alarm.said === true;
  return alarm.kind === 'prompt' && alarm.chips.length > 0 && alarm.chips.every(chip => chip.said);
}

/** Whether a step needs nothing more. */
export function isDone(step: Step): boolean {
  return step.state === 'done' || step.state === 'out-of-order';
}

/** Whether a claim was put right by what was said after it. */
export function isRecovered(alarm: Alarm): boolean {
  return alarm.kind === 'violation' && alarm.recovered;
}

function isAlarm(advice: Advice): advice is Alarm {
  return advice.kind === 'prompt' || advice.kind === 'warning' || advice.kind === 'violation' || advice.kind === 'handoff';
}

function isPressing(alarm: Alarm): boolean {
  if (alarm.loudness !== 'interrupt') return false;
  return alarm.kind === 'violation' ? !alarm.recovered && alarm.settled === 'fired' : !isAllSaid(alarm);
}

function isStillShown(alarm: Alarm, changedAtMs: Readonly<Record<string, number>>, nowMs: number): boolean {
  if (alarm.loudness === 'quiet') return false;
  if (!isAllSaid(alarm) && !isRecovered(alarm)) return true;
  return nowMs - (changedAtMs[alarm.key] ?? 0) < afterglowMs;
}

function urgency(alarm: Alarm, changedAtMs: Readonly<Record<string, number>>): number {
  return (isSerious(alarm) ? 1e12 : 0) + (changedAtMs[alarm.key] ?? 0);
}

/** Serious things ask no budget. */
function isSerious(alarm: Alarm): boolean {
  return alarm.kind === 'handoff' ? alarm.urgency === 'critical' : alarm.severity === 'serious';
}

/** Owed before settled, the newest first within. */
function lineOrder(alarm: Alarm, changedAtMs: Readonly<Record<string, number>>, others: ReadonlySet<string>): number {
  const settled =
    others.has(alarm.key) || isAllSaid(alarm) || isRecovered(alarm) || (alarm.kind === 'violation' && alarm.settled !== 'fired');
  return (settled ? 0 : 1e12) + (changedAtMs[alarm.key] ?? 0);
}

function railOf(all: readonly Advice[], steps: readonly Step[]): Rail | undefined {
  const topics = all.filter(advice => advice.kind === 'topic');
  const topic = topics.find(({ state }) => state === 'active') ?? topics.find(({ state }) => state === 'finished');
  if (!topic) return undefined;
  const ordered = steps.filter(step => step.process === topic.process).sort((a, b) => a.seq - b.seq);
  return ordered.length > 0 ? { process: topic.process, title: topic.title, steps: ordered } : undefined;
}

function latestAnswer(all: readonly Advice[]): Extract<Advice, { kind: 'metric' }> | undefined {
  return all
    .filter(advice => advice.kind === 'metric' && advice.name === 'answer')
    .sort((a, b) => (b as { startMs: number }).startMs - (a as { startMs: number }).startMs)[0] as
    | Extract<Advice, { kind: 'metric' }>
    | undefined;
}

function byRank(a: Advice, b: Advice): number {
  return (b as Card).rank - (a as Card).rank || (a.key < b.key ? -1 : 1);
}

function lastOf(node: string): string {
  return node.slice(node.lastIndexOf('/') + 1);
}

/** A card of its own, or the look-ahead that waits inside the sentence being read. */
function isCard(advice: Advice): boolean {
  return advice.kind === 'card' && (!advice.into || (advice.card === 'script' && advice.into.startsWith('card:')));
}
