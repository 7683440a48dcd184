import { type RawBuilder, sql } from 'kysely';
import type { AnnouncementDoc } from '#domain/announcement.ts';
import { type ShownTime, shownTimes } from '#domain/announcement-times.ts';
import { zoneOffsetMs } from '#server/announce/zone.ts';

const signedInSeconds = 60;

/** Of a row of `announcements`: what decides when it was shown. */
export interface PublishedRow {
  readonly doc: AnnouncementDoc;
  readonly published_at: Date | null;
  readonly expires_at: Date | null;
  readonly ended_at: Date | null;
  readonly settled_at: Date | null;
}

/** When an announcement has been shown so far; recalled or replaced, until then. Nothing of one that is settled: there it is written down. */
export function unsettledTimes(row: PublishedRow, nowMs: number, timeZone: string): readonly ShownTime[] {
  const { doc, published_at, expires_at, ended_at, settled_at } = row;
  if (!published_at || !expires_at || settled_at) return [];
  const { schedule, importance } = doc;
  const timing = { schedule, importance, publishedAtMs: published_at.getTime(), expiresAtMs: expires_at.getTime() };
  return shownTimes(timing, Math.min(nowMs, ended_at?.getTime() ?? nowMs), atMs => zoneOffsetMs(atMs, timeZone));
}

/** Times as PostgreSQL writes them. */
export function multirangeOf(times: readonly ShownTime[]): string {
  const iso = (atMs: number) => new Date(atMs).toISOString();
  return `{${times.map(({ fromMs, toMs }) => `[${iso(fromMs)},${iso(toMs)})`).join()}}`;
}

/**
 * Everybody who was here in any of these times: when the roster lists them, and when they were signed in (a desk was open, or a session is
 * held, or was and is kept as `sign_ins`). A piece of a query, with a row for each agent.
 */
export function whereabouts(times: readonly ShownTime[]): RawBuilder<unknown> {
  const from = new Date(times.reduce((least, { fromMs }) => Math.min(least, fromMs), times[0]?.fromMs ?? 0));
  const to = new Date(times.reduce((most, { toMs }) => Math.max(most, toMs), 0));
  return sql`(
    select agent, range_agg(stretch) filter (where is_listed) as listed, range_agg(stretch) filter (where not is_listed) as signed_in
    from (
      select staff_no as agent, tstzrange(starts_at, ends_at) as stretch, true as is_listed from shift where ends_at > ${from} and starts_at < ${to}
      union all
      select agent, tstzrange(from_at, to_at), false from desk_presence where to_at > ${from} and from_at < ${to}
      union all
      select staff_no, tstzrange(session.created_at, seen_at), false from session join person on person.id = session.person
        where seen_at > ${from} and session.created_at < ${to}
      union all
      select staff_no, tstzrange(from_at, to_at), false from sign_ins join person on person.id = sign_ins.person
        where to_at > ${from} and from_at < ${to}) stretches
    group by agent)`;
}

/**
 * Whether a target `t` was on shift while an announcement was shown: listed in the roster, or signed in for 60 seconds together. The only
 * place this is decided; `w` is the target's row of `whereabouts`.
 */
export function wasOnShift(shown: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(t.on_shift, w.listed && ${shown} or
    (select sum(upper(stretch) - lower(stretch)) from unnest(w.signed_in * ${shown}) as stretch) >= ${signedInSeconds} * interval '1 second', false)`;
}
