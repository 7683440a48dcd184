import { type RawBuilder, sql } from 'kysely';
import type { ShownTime } from '#domain/announcement-times.ts';
import { turnOf } from '#domain/announcement-turn.ts';
import { type ReachCounts, whyMissing } from '#domain/reach.ts';
import type { Reach } from '#protocol/announcements.ts';
import { multirangeOf, unsettledTimes, wasOnShift, whereabouts } from '#server/announce/on-shift.ts';
import { readShifts } from '#server/announce/read-notices.ts';
import { zoneOffsetMs } from '#server/announce/zone.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { dayAt } from '#server/live/conversation-id.ts';

const deskLivesMs = 90_000;
const sessionIdleMs = 3_600_000;
const mostListed = 200;

/** One targeted agent with all that is counted, as the figures, the lists and the CSV read it. */
export interface TargetRow {
  readonly agent: string;
  readonly unit: string;
  readonly on_shift: boolean;
  readonly painted_at: Date | null;
  readonly read_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly notified_at: Date | null;
  readonly open_ms: number | null;
  readonly calls: number;
  readonly reminded_at: Date | null;
}

/** When an announcement was shown so far, for `targetsOf`. */
export async function readShown(db: Db | Trx, id: number, nowMs: number, timeZone: string): Promise<readonly ShownTime[]> {
  const row = await db
    .selectFrom('announcements')
    .select(['doc', 'published_at', 'expires_at', 'ended_at', 'settled_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return unsettledTimes(row, nowMs, timeZone);
}

/** Everybody an announcement is for, as a piece of a query. Said: all its phrases in one call, after it was painted. */
export function targetsOf(id: number, shown: readonly ShownTime[]): RawBuilder<TargetRow> {
  return sql<TargetRow>`(
    with a as (
      select jsonb_array_length(doc -> 'said') as phrases, ${multirangeOf(shown)}::tstzmultirange as shown
      from announcements where id = ${id} and published_at is not null
    ), reports as (
      select agent, min(at) filter (where state = 'painted') as painted_at, min(at) filter (where state = 'read') as read_at,
        min(at) filter (where state = 'acknowledged') as acknowledged_at, min(at) filter (where state = 'notified') as notified_at,
        max(open_ms) as open_ms
      from announcement_reports where announcement = ${id} group by agent
    ), said as (
      select agent, count(*)::int as calls from (
        select agent, conversation from announcement_said, a where announcement = ${id}
        group by agent, conversation, a.phrases having count(*) >= a.phrases) whole
      group by agent
    )
    select t.agent, t.unit, ${wasOnShift(sql`a.shown`)} as on_shift,
      reports.painted_at, reports.read_at, reports.acknowledged_at, reports.notified_at, reports.open_ms,
      coalesce(said.calls, 0) as calls, t.reminded_at
    from announcement_targets t cross join a
    left join ${whereabouts(shown)} as w on w.agent = t.agent
    left join reports on reports.agent = t.agent left join said on said.agent = t.agent
    where t.announcement = ${id})`;
}

/** The figures of one announcement, whole and by team, and who is missing with the reason. `scope`: only people of these units. */
export async function readReach(db: Db, id: number, scope: readonly string[] | null, nowMs: number, timeZone: string): Promise<Reach> {
  const shown = await readShown(db, id, nowMs, timeZone);
  const inScope = scope === null ? sql`true` : sql`unit = any(${[...scope]}::text[])`;
  const [{ rows: found }, head] = await Promise.all([
    sql<Found>`
      with t as materialized (select * from ${targetsOf(id, shown)} as every where ${inScope})
      select
        (select coalesce(json_agg(c), '[]') from (
          select t.unit, max(u.name) as name, count(*)::int as targeted, count(*) filter (where on_shift)::int as "onShift",
            count(painted_at)::int as painted, count(painted_at) filter (where on_shift)::int as "paintedOnShift",
            count(read_at)::int as read, count(acknowledged_at)::int as acknowledged,
            count(*) filter (where calls > 0)::int as saying, coalesce(sum(calls), 0)::int as "callsSaid",
            count(*) filter (where painted_at is not null and read_at is null)::int as unread
          from t left join unit u on u.id = t.unit group by grouping sets ((t.unit), ()) order by t.unit nulls first) c) as counts,
        (select coalesce(json_agg(m), '[]') from (
          select agent, unit, reminded_at from t where on_shift and painted_at is null order by agent limit ${mostListed}) m) as missing,
        (select coalesce(json_agg(r), '[]') from (
          select agent, unit, open_ms from t where painted_at is not null and read_at is null order by agent limit ${mostListed}) r) as unread`.execute(
      db,
    ),
    db
      .selectFrom('announcements')
      .select(['doc', 'published_at', 'expires_at', 'resolved_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  ]);
  const { counts, missing, unread } = found[0] ?? { counts: [], missing: [], unread: [] };
  const whole = counts.find(({ unit }) => unit === null);
  const facts = await readFacts(
    db,
    missing.map(({ agent }) => agent),
    head.published_at ?? new Date(nowMs),
    nowMs,
  );
  const timing = {
    schedule: head.doc.schedule,
    importance: head.doc.importance,
    publishedAtMs: head.published_at?.getTime() ?? 0,
    expiresAtMs: head.expires_at?.getTime() ?? 0,
  };
  const offsetMs = zoneOffsetMs(nowMs, timeZone);
  return {
    counts: whole ? countsOf(whole) : nobody,
    delivered: head.resolved_at !== null,
    teams: counts.flatMap(row => (row.unit === null ? [] : [{ ...countsOf(row), unit: row.unit, name: row.name ?? row.unit }])),
    missing: missing.map(({ agent, unit, reminded_at }) => {
      const fact = facts.get(agent);
      const isDue = turnOf(timing, fact?.shifts ?? [], nowMs, offsetMs).kind === 'now';
      const { why, sinceMs } = whyMissing({
        isDue,
        signedIn: fact?.signedIn ?? false,
        openCalls: fact?.openCalls ?? 0,
        signedOutMs: fact?.signedOutMs ?? null,
        desk: fact?.desk ?? null,
      });
      return {
        staffNo: agent,
        unit: counts.find(row => row.unit === unit)?.name ?? unit,
        why,
        ...(sinceMs === undefined ? {} : { since: new Date(sinceMs).toISOString() }),
        ...(reminded_at ? { remindedAt: new Date(reminded_at).toISOString() } : {}),
      };
    }),
    unread: unread.map(({ agent, unit, open_ms }) => ({
      staffNo: agent,
      unit: counts.find(row => row.unit === unit)?.name ?? unit,
      openMs: open_ms,
    })),
    unreadCount: whole?.unread ?? 0,
  };
}

/** What one statement finds of all whom an announcement is for. */
interface Found {
  readonly counts: readonly (ReachCounts & { readonly unit: string | null; readonly name: string | null; readonly unread: number })[];
  readonly missing: readonly { readonly agent: string; readonly unit: string; readonly reminded_at: string | null }[];
  readonly unread: readonly { readonly agent: string; readonly unit: string; readonly open_ms: number | null }[];
}

const nobody: ReachCounts = {
  targeted: 0,
  onShift: 0,
  painted: 0,
  paintedOnShift: 0,
  read: 0,
  acknowledged: 0,
  saying: 0,
  callsSaid: 0,
};

function countsOf(row: ReachCounts): ReachCounts {
  const { targeted, onShift, painted, paintedOnShift, read, acknowledged, saying, callsSaid } = row;
  return { targeted, onShift, painted, paintedOnShift, read, acknowledged, saying, callsSaid };
}

/** What is known of where these agents are: session, desk, open calls, shifts. */
async function readFacts(db: Db, agents: readonly string[], since: Date, nowMs: number) {
  if (agents.length === 0) return new Map<string, never>();
  const { rows } = await sql<{
    agent: string;
    signed_in: boolean;
    signed_out_at: Date | null;
    calls: number;
    ended: 'left' | 'lost' | null;
    visible: boolean | null;
    changed_at: Date;
    to_at: Date;
  }>`
    select asked.agent, d.ended, d.visible, d.changed_at, d.to_at,
      exists (select from session s join person p on p.id = s.person
        where p.staff_no = asked.agent and s.expires_at > ${new Date(nowMs)} and s.seen_at > ${new Date(nowMs - sessionIdleMs)}) as signed_in,
      (select max(i.to_at) from sign_ins i join person p on p.id = i.person where p.staff_no = asked.agent and i.to_at > ${since}) as signed_out_at,
      (select count(*)::int from conversations c
        where c.agent = asked.agent and c.status = 'open' and c.day >= ${dayAt(nowMs - 3 * 86_400_000)}) as calls
    from unnest(${[...agents]}::text[]) as asked (agent)
    left join lateral (
      select ended, visible, changed_at, to_at from desk_presence d where d.agent = asked.agent and d.to_at > ${since}
      order by (ended is null and to_at > ${new Date(nowMs - deskLivesMs)}) desc, visible desc, to_at desc limit 1
    ) d on true`.execute(db);
  const shifts = await readShifts(db, agents, nowMs);
  return new Map(
    rows.map(row => {
      const isOpen = row.visible !== null && row.ended === null && row.to_at.getTime() > nowMs - deskLivesMs;
      const desk =
        row.visible === null
          ? null
          : isOpen
            ? { state: 'open' as const, visible: row.visible, sinceMs: row.changed_at.getTime() }
            : { state: row.ended ?? ('lost' as const), visible: row.visible, sinceMs: row.to_at.getTime() };
      return [
        row.agent,
        {
          signedIn: row.signed_in,
          signedOutMs: row.signed_out_at?.getTime() ?? null,
          openCalls: row.calls,
          desk,
          shifts: shifts.get(row.agent) ?? [],
        },
      ] as const;
    }),
  );
}
