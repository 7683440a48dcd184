import { sql } from 'kysely';
import type { AnnouncementDoc } from '#domain/announcement.ts';
import type { Shift } from '#domain/announcement-turn.ts';
import type { Db } from '#server/db/schema.ts';

/** A sent announcement as all desks share it. */
export interface Current {
  readonly id: number;
  readonly series: number; // what its versions share
  readonly stamp: number;
  readonly doc: AnnouncementDoc;
  readonly publishedAtMs: number;
  readonly expiresAtMs: number;
  readonly replaces?: string;
  readonly ended?: { readonly how: 'recalled' | 'superseded'; readonly atMs: number };
}

/** What one agent and one announcement have to do with each other. */
export interface Notice {
  readonly announcement: number;
  readonly reminded: number;
  readonly states: readonly { readonly occasion: number; readonly state: 'painted' | 'acknowledged' }[];
}

/** No more announcements than these may be in force at a time. */
export const mostCurrent = 500;
const rosterMs = 2 * 86_400_000; // shifts are known so far back and ahead; a replaced version is kept until the last of them has begun

/** The announcements in force, and those taken back within two days: which, and how often each has changed. */
export async function readStamps(db: Db, now: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; stamp: number }>`
    select id, stamp from announcements
    where (state = 'published' and expires_at > ${new Date(now)}) or ended_at > ${new Date(now - rosterMs)}
    order by id desc limit ${mostCurrent * 2}`.execute(db);
  return new Map(rows.map(({ id, stamp }) => [Number(id), stamp]));
}

/** Announcements by their numbers. */
export async function readCurrent(db: Db, ids: readonly number[]): Promise<readonly Current[]> {
  const rows = await db
    .selectFrom('announcements as a')
    .leftJoin('announcements as old', 'old.id', 'a.replaces')
    .select(['a.id', 'a.series', 'a.stamp', 'a.doc', 'a.state', 'a.published_at', 'a.expires_at', 'a.ended_at', 'old.doc as old'])
    .where('a.id', 'in', [...ids])
    .execute();
  return rows.map(({ id, series, stamp, doc, state, published_at, expires_at, ended_at, old }) => ({
    id: Number(id),
    series: Number(series),
    stamp,
    doc,
    publishedAtMs: published_at?.getTime() ?? 0,
    expiresAtMs: expires_at?.getTime() ?? 0,
    ...(old ? { replaces: old.title } : {}),
    ...((state === 'recalled' || state === 'superseded') && ended_at ? { ended: { how: state, atMs: ended_at.getTime() } } : {}),
  }));
}

/** Which of these announcements are for which of these agents, and what came of them: one statement for all. */
export async function readNotices(
  db: Db,
  ids: readonly number[],
  agents: readonly string[],
): Promise<ReadonlyMap<string, readonly Notice[]>> {
  const { rows } = await sql<{ agent: string; announcement: string; reminded: number; states: Notice['states'] }>`
    select t.agent, t.announcement, t.reminded, coalesce(
      (select json_agg(json_build_object('occasion', r.occasion, 'state', r.state)) from announcement_reports r
        where r.announcement = t.announcement and r.agent = t.agent and r.state in ('painted', 'acknowledged')), '[]') as states
    from announcement_targets t
    where t.agent = any(${[...agents]}::text[]) and t.announcement = any(${[...ids]}::bigint[])`.execute(db);
  const byAgent = new Map<string, Notice[]>();
  for (const { agent, announcement, reminded, states } of rows) {
    const notice: Notice = { announcement: Number(announcement), reminded, states };
    byAgent.set(agent, [...(byAgent.get(agent) ?? []), notice]);
  }
  return byAgent;
}

/** The shifts of agents from two days ago to two days ahead, sorted. */
export async function readShifts(db: Db, agents: readonly string[], now: number): Promise<ReadonlyMap<string, readonly Shift[]>> {
  const rows = await db
    .selectFrom('shift')
    .selectAll()
    .where('staff_no', 'in', [...agents])
    .where('ends_at', '>', new Date(now - rosterMs))
    .where('starts_at', '<', new Date(now + rosterMs))
    .orderBy('starts_at')
    .execute();
  const byAgent = new Map<string, Shift[]>();
  for (const { staff_no, starts_at, ends_at } of rows) {
    byAgent.set(staff_no, [...(byAgent.get(staff_no) ?? []), { startsAtMs: starts_at.getTime(), endsAtMs: ends_at.getTime() }]);
  }
  return byAgent;
}
