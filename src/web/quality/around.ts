import type { Advice } from '#domain/advice.ts';
import type { AlertDetail } from '#protocol/alerts.ts';
import { type Followed, type Turn, takeRow, unheard } from '#web/desk/fold.ts';

type Violation = Extract<Advice, { kind: 'violation' }>;

/** A claim in its conversation: what was said around it, what the desk showed then, and what came of it. */
export interface Around {
  readonly turns: readonly Turn[];
  /** Turns the claim rests on. */
  readonly claimed: ReadonlySet<number>;
  /** The conversation as it stood when the claim was raised, with the claim. */
  readonly standing: Followed;
  readonly shown: Violation | null;
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
  let then: Followed = unheard;
  let end: Followed = unheard;
  for (const each of rows) {
    end = takeRow(end, row(each));
    if (each.event.position <= alert.position) then = end;
  }
  const found = then.board[alert.advice];
  const shown = found?.kind === 'violation' ? found : null;
  const claimed = new Set((shown?.evidence ?? []).map(({ position }) => position as number));
  const places = end.turns.flatMap((turn, at) => (claimed.has(turn.position) ? [at] : []));
  const at = places[0] ?? end.turns.findLastIndex(turn => turn.position <= alert.position);
  const last = places.at(-1) ?? at;
  return {
    turns: end.turns.slice(Math.max(0, at - before), last + 1 + following),
    claimed,
    standing: then,
    shown,
    after: onceRecovered(rows.flatMap(each => stepsIn(each, alert.advice))),
  };
}

/** Recovered is recovered: a claim updated afterwards says nothing new. */
function onceRecovered(steps: readonly AfterStep[]): readonly AfterStep[] {
  const first = steps.findIndex(({ what }) => what.kind === 'recovered');
  return steps.filter(({ what }, at) => what.kind !== 'recovered' || at === first);
}

function stepsIn({ event, advice }: AlertDetail['rows'][number], key: string): AfterStep[] {
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
  if (what.kind === 'acted' && 'key' in what.act && what.act.key === key) {
    if (what.act.kind === 'acknowledged') steps.push({ atMs: event.atMs, what: { kind: 'acknowledged' } });
    if (what.act.kind === 'contested') steps.push({ atMs: event.atMs, what: { kind: 'contested', reason: what.act.reason } });
  }
  return steps;
}
