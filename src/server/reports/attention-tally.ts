import type { Act } from '#domain/act.ts';
import type { Advice, AdviceChange } from '#domain/advice.ts';
import { type AdviceByKey, foldAdvice } from '#domain/board-fold.ts';
import type { LogEvent } from '#domain/event.ts';
import { countTurn, noTurns } from '#server/reports/agent-turns.ts';
import { isSaid, type LastsOf, type Leaving, leftAsSaid } from '#server/reports/attention-said.ts';

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

/** One time that something stood on the desk, by itself and later perhaps inside something else. */
interface Appearance {
  readonly kind: ShownKind;
  readonly origin: string;
  used: boolean;
  dismissed: boolean;
  said: boolean;
  last: Advice;
}

/** Counts a whole conversation from its log: the same rows give the same counts. */
export function tallyOf(rows: readonly LogRow[], lastsOf: LastsOf): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  const standing = new Map<string, Appearance>();
  const left: Appearance[] = [];
  const cameAt = new Map<string, number>(); // in turns of the agent
  let turns = noTurns;
  let board: AdviceByKey = {};
  for (const { event, advice } of rows) {
    if (event.what.kind === 'acted') take(event.what.act, standing);
    turns = countTurn(turns, event.what);
    if (advice.length === 0) continue;
    const before = board;
    board = foldAdvice(board, advice);
    hearSteps(advice, [...standing.values(), ...left.filter(({ used }) => used)]);
    for (const change of advice) {
      if (change.op !== 'withdrawn') {
        if (change.op === 'raised') cameAt.set(change.advice.key, turns.turns);
        stand(change.advice, standing, left);
        continue;
      }
      const last = before[change.key];
      const passed = turns.turns - (cameAt.get(change.key) ?? 0);
      if (last) leave(last, { what: event.what, turns: passed }, { standing, left, lastsOf });
    }
  }
  for (const each of [...left, ...standing.values()]) add(tallies, each);
  return [...tallies.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** What stands by itself is shown; what something else carries later is followed on, since it is answered and put right all the same. */
function stand(now: Advice, standing: Map<string, Appearance>, left: Appearance[]): void {
  const old = standing.get(now.key);
  if (old) {
    old.last = now;
    old.said ||= isSaid(now);
    if (!now.shadow) return;
    standing.delete(now.key);
    left.push(old);
    return;
  }
  const kind = kindOf(now);
  if (now.into || now.shadow || !kind) return;
  standing.set(now.key, { kind, origin: originOf(now), used: false, dismissed: false, said: isSaid(now), last: now });
}

interface Following {
  readonly standing: Map<string, Appearance>;
  readonly left: Appearance[];
  readonly lastsOf: LastsOf;
}

function leave(last: Advice, leaving: Leaving, { standing, left, lastsOf }: Following): void {
  const old = standing.get(last.key);
  if (!old) return;
  old.said ||= leftAsSaid(last, leaving, lastsOf);
  standing.delete(last.key);
  left.push(old);
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
