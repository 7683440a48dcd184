import type { Advice } from '#domain/advice.ts';
import type { AlertDetail } from '#protocol/alerts.ts';
import { claimsOfOthers, type Followed, type Turn, takeRow, unheard } from '#web/desk/fold.ts';
import { type Alarm, type Card, type Seen, see } from '#web/desk/seen.ts';

type Violation = Extract<Advice, { kind: 'violation' }>;

/** A claim in its conversation: what was said around it, what the desk showed then, and what came of it. */
export interface Around {
  readonly turns: readonly Turn[];
  /** Turns the claim rests on. */
  readonly claimed: ReadonlySet<number>;
  /** The conversation as it stood when the claim was raised, with the claim. */
  readonly standing: Followed;
  readonly shown: Violation | null;
  /** What showed the claim, where one sentence would satisfy both: the claim was not on the desk by itself. */
  readonly carrier: Alarm | Card | null;
  /** The desk of that second, zone by zone. */
  readonly desk: Seen;
  /** From the end of the words to the row being sent to the desk; absent where the log does not say. */
  readonly sentAfterMs?: number;
  readonly after: readonly AfterStep[];
}

/** Something that happened to a claim in the conversation. */
export interface AfterStep {
  readonly atMs: number;
  readonly what:
    | { readonly kind: 'raised' | 'recovered' | 'withdrawn' }
    | { readonly kind: 'again'; readonly times: number }
    | { readonly kind: 'acknowledged' }
    | { readonly kind: 'contested'; readonly reason: string };
}

const before = 4;
const following = 5;

/** Reads from the log what an inspector needs to see of one claim. */
export function aroundOf({ alert, rows }: AlertDetail): Around {
  const row = (each: AlertDetail['rows'][number]) =>
    ({ type: 'row', conversation: alert.conversation, position: each.event.position, event: each.event, advice: each.advice }) as const;
  const after: AfterStep[] = [];
  let then: Followed = unheard;
  let end: Followed = unheard;
  for (const each of rows) {
    end = takeRow(end, row(each));
    if (each.event.position <= alert.position) then = end;
    const isOwn = end.agent === undefined || alert.agent === undefined || end.agent === alert.agent.staffNo;
    after.push(...stepsIn(each, alert.advice, isOwn ? 'own' : 'of-another'));
  }
  const found = then.board[alert.advice];
  const shown = found?.kind === 'violation' ? found : null;
  const claimed = new Set((shown?.evidence ?? []).map(({ position }) => position as number));
  const places = end.turns.flatMap((turn, at) => (claimed.has(turn.position) ? [at] : []));
  const at = places[0] ?? end.turns.findLastIndex(turn => turn.position <= alert.position);
  const last = places.at(-1) ?? at;
  const stamps = rows.find(({ event }) => event.position === alert.position)?.stamps;
  return {
    turns: end.turns.slice(Math.max(0, at - before), last + 1 + following),
    claimed,
    standing: then,
    shown,
    carrier: carrierOf(then, shown),
    // Which of what is not serious had its turn to interrupt is the agent's budget's to say, not the call's: it counts as a line.
    desk: see(then.board, then.changedAtMs, then.atMs, new Set(), new Set(), claimsOfOthers(then, then.agent ?? '')),
    ...(stamps
      ? {
          sentAfterMs: Math.max(
            0,
            Math.round((stamps.pushedAt ?? stamps.storedAt ?? stamps.detectedAt) - (stamps.speechEndAt ?? stamps.heardAt)),
          ),
        }
      : {}),
    after: onceRecovered(after),
  };
}

/** What showed a merged claim: the last of those that carry one another. */
function carrierOf({ board }: Followed, shown: Violation | null): Around['carrier'] {
  let carrier: Around['carrier'] = null;
  for (let into = shown?.into, hops = 0; into !== undefined && hops < 5; hops++) {
    const found = board[into];
    if (
      found?.kind !== 'card' &&
      found?.kind !== 'prompt' &&
      found?.kind !== 'warning' &&
      found?.kind !== 'violation' &&
      found?.kind !== 'handoff'
    )
      break;
    carrier = found;
    into = found.into;
  }
  return carrier;
}

/** Recovered is recovered: a claim updated afterwards says nothing new. */
function onceRecovered(steps: readonly AfterStep[]): readonly AfterStep[] {
  const first = steps.findIndex(({ what }) => what.kind === 'recovered');
  return steps.filter(({ what }, at) => what.kind !== 'recovered' || at === first);
}

/** What one row says of a claim; what whoever had the call afterwards pressed answers nothing. */
function stepsIn({ event, advice }: AlertDetail['rows'][number], key: string, call: 'own' | 'of-another'): AfterStep[] {
  const steps: AfterStep[] = [];
  for (const change of advice) {
    if (change.op === 'withdrawn') {
      if (change.key === key) steps.push({ atMs: event.atMs, what: { kind: 'withdrawn' } });
    } else if (change.advice.kind === 'violation' && change.advice.key === key) {
      if (change.op === 'raised') steps.push({ atMs: event.atMs, what: { kind: 'raised' } });
      else if (change.advice.recovered) steps.push({ atMs: event.atMs, what: { kind: 'recovered' } });
      else if (change.advice.times > 1) steps.push({ atMs: event.atMs, what: { kind: 'again', times: change.advice.times } });
    }
  }
  const { what } = event;
  if (call === 'own' && what.kind === 'acted' && 'key' in what.act && what.act.key === key) {
    if (what.act.kind === 'acknowledged') steps.push({ atMs: event.atMs, what: { kind: 'acknowledged' } });
    if (what.act.kind === 'contested') steps.push({ atMs: event.atMs, what: { kind: 'contested', reason: what.act.reason } });
  }
  return steps;
}
