import type { Act } from '#domain/act.ts';
import type { Advice, AdviceChange } from '#domain/advice.ts';
import { type AdviceByKey, foldAdvice } from '#domain/board-fold.ts';
import type { LogEvent } from '#domain/event.ts';

/** A row of a conversation's log, as far as it tells what was shown and what became of it. */
export interface LogRow {
  readonly event: Pick<LogEvent, 'what'>;
  readonly advice: readonly AdviceChange[];
}

/** What became of what was shown, for one piece of content: shown = used + said + dismissed + ignored. */
export interface Tally {
  readonly kind: ShownKind;
  readonly origin: string; // rule/Q01, process/P01, article/K01, handoff/crisis
  readonly shown: number;
  readonly used: number;
  readonly usedThenSaid: number; // of those used
  readonly said: number; // what it asks for was said, without a key
  readonly dismissed: number;
  readonly ignored: number;
}

/** Kinds of advice an agent can look at by themselves. */
export const shownKinds = ['script', 'article', 'prompt', 'warning', 'violation', 'handoff', 'offer'] as const;
export type ShownKind = (typeof shownKinds)[number];

/** One time that something stood on the desk. */
interface Appearance {
  readonly kind: ShownKind;
  readonly origin: string;
  used: boolean;
  dismissed: boolean;
  said: boolean;
  last: Advice;
}

/** Counts a whole conversation from its log: the same rows give the same counts. */
export function tallyOf(rows: readonly LogRow[]): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  const standing = new Map<string, Appearance>();
  const left: Appearance[] = [];
  let board: AdviceByKey = {};
  for (const { event, advice } of rows) {
    if (event.what.kind === 'acted') take(event.what.act, standing);
    if (advice.length === 0) continue;
    const before = board;
    board = foldAdvice(board, advice);
    hearSteps(advice, [...standing.values(), ...left.filter(({ used }) => used)]);
    for (const change of advice) follow(change, before, board, advice, standing, left);
  }
  for (const each of [...left, ...standing.values()]) add(tallies, each);
  return [...tallies.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function follow(
  change: AdviceChange,
  before: AdviceByKey,
  after: AdviceByKey,
  changes: readonly AdviceChange[],
  standing: Map<string, Appearance>,
  left: Appearance[],
): void {
  const key = change.op === 'withdrawn' ? change.key : change.advice.key;
  const now = after[key];
  const isSeen = now !== undefined && !now.into && !now.shadow;
  const old = standing.get(key);
  if (old) {
    if (now) old.last = now;
    old.said ||= now ? isSaid(now) : leftAsSaid(before[key] ?? old.last, changes);
    if (!isSeen) {
      standing.delete(key);
      left.push(old);
    }
    return;
  }
  const kind = now && kindOf(now);
  if (isSeen && kind) standing.set(key, { kind, origin: originOf(now), used: false, dismissed: false, said: isSaid(now), last: now });
}

function take(act: Act, standing: ReadonlyMap<string, Appearance>): void {
  if (!('key' in act)) return;
  const shown = standing.get(act.key);
  if (!shown) return;
  switch (act.kind) {
    case 'used':
    case 'copied':
    case 'acknowledged':
      shown.used = true;
      return;
    case 'dismissed':
    case 'flagged':
    case 'contested':
      shown.dismissed = true;
      return;
    case 'pinned':
      return;
  }
}

/** Steps that were done now: the sentences of the cards that ask for them were said. */
function hearSteps(changes: readonly AdviceChange[], appearances: readonly Appearance[]): void {
  const done = new Set<string>();
  for (const change of changes) {
    if (change.op === 'withdrawn' || change.advice.kind !== 'step') continue;
    const { process, node, state } = change.advice;
    if (state === 'done' || state === 'out-of-order') done.add(`${process}/${node}`);
  }
  if (done.size === 0) return;
  for (const each of appearances) if (each.last.kind === 'card' && each.last.nodes.some(node => done.has(node))) each.said = true;
}

/** Whether what stands asks for nothing more. */
function isSaid(advice: Advice): boolean {
  switch (advice.kind) {
    case 'card':
      return advice.mustSay.length > 0 && advice.mustSay.every(({ said }) => said);
    case 'prompt':
      return advice.chips.length > 0 && advice.chips.every(({ said }) => said);
    case 'violation':
      return advice.recovered;
    case 'warning':
    case 'handoff':
    case 'offer':
    case 'topic':
    case 'step':
    case 'slot':
    case 'category':
    case 'summary':
    case 'metric':
      return false;
  }
}

/** Something left the desk: because what it asks for was said? A prompt goes with its last phrase, a warning unless its claim comes. */
function leftAsSaid(advice: Advice, changes: readonly AdviceChange[]): boolean {
  if (isSaid(advice)) return true;
  if (advice.kind === 'prompt') return advice.chips.length > 0 && advice.chips.filter(({ said }) => !said).length === 1;
  if (advice.kind !== 'warning') return false;
  return !changes.some(
    change => change.op === 'raised' && change.advice.kind === 'violation' && change.advice.from?.key === advice.from?.key,
  );
}

function kindOf(advice: Advice): ShownKind | null {
  switch (advice.kind) {
    case 'card':
      return advice.card;
    case 'prompt':
    case 'warning':
    case 'violation':
    case 'handoff':
    case 'offer':
      return advice.kind;
    case 'topic':
    case 'step':
    case 'slot':
    case 'category':
    case 'summary':
    case 'metric':
      return null;
  }
}

function originOf(advice: Advice): string {
  if (advice.kind === 'handoff') return `handoff/${advice.reason}`;
  return advice.from ? `${advice.from.kind}/${advice.from.key}` : advice.key;
}

function add(tallies: Map<string, Tally>, { kind, origin, used, dismissed, said }: Appearance): void {
  const name = nameOf({ kind, origin });
  const old = tallies.get(name) ?? { kind, origin, shown: 0, used: 0, usedThenSaid: 0, said: 0, dismissed: 0, ignored: 0 };
  const fate = used ? 'used' : said ? 'said' : dismissed ? 'dismissed' : 'ignored';
  tallies.set(name, {
    ...old,
    shown: old.shown + 1,
    [fate]: old[fate] + 1,
    usedThenSaid: old.usedThenSaid + (used && said ? 1 : 0),
  });
}

function nameOf({ kind, origin }: Pick<Tally, 'kind' | 'origin'>): string {
  return `${kind} ${origin}`;
}
