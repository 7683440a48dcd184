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
}

/** When an announcement has been shown so far; recalled or replaced, until then. */
export function shownUntil(
  { doc, published_at, expires_at, ended_at }: PublishedRow,
  nowMs: number,
  timeZone: string,
): readonly ShownTime[] {
  if (!published_at || !expires_at) return [];
  const { schedule, importance } = doc;
  const timing = { schedule, importance, publishedAtMs: published_at.getTime(), expiresAtMs: expires_at.getTime() };
  return shownTimes(timing, Math.min(nowMs, ended_at?.getTime() ?? nowMs), atMs => zoneOffsetMs(atMs, timeZone));
}

/** These times as PostgreSQL writes them. */
export function multirangeOf(times: readonly ShownTime[]): string {
  const iso = (atMs: number) => new Date(atMs).toISOString();
  return `{${times.map(({ fromMs, toMs }) => `[${iso(fromMs)},${iso(toMs)})`).join()}}`;
}

/**
 * Whether somebody was on shift while an announcement was shown: listed in the roster, or signed in for 60 seconds together (a desk was
 * open, or a session held or was kept as `sign_ins`). The only place this is decided; pieces of a query.
 */
export function wasOnShift(agent: RawBuilder<unknown>, times: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(
    exists (select from shift duty where duty.staff_no = ${agent} and duty.ends_at > lower(${times}) and duty.starts_at < upper(${times})
      and ${times} && tstzrange(duty.starts_at, duty.ends_at))
    or coalesce((
      select sum(upper(stretch) - lower(stretch)) from (
        select unnest(range_agg(tstzrange(low, high)) * ${times}) as stretch from (
          select desk.from_at as low, desk.to_at as high from desk_presence desk
            where desk.agent = ${agent} and desk.to_at > lower(${times}) and desk.from_at < upper(${times})
          union all
          select held.created_at, held.seen_at from session held join person holder on holder.id = held.person
            where holder.staff_no = ${agent} and held.seen_at > lower(${times}) and held.created_at < upper(${times})
          union all
          select kept.from_at, kept.to_at from sign_ins kept join person holder on holder.id = kept.person
            where holder.staff_no = ${agent} and kept.to_at > lower(${times}) and kept.from_at < upper(${times})) here) stretches
    ) >= ${signedInSeconds} * interval '1 second', false))`;
}
