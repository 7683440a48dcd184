import { type AnnouncementId, mustAcknowledge } from '#domain/announcement.ts';
import { beginsAtMs, isSettled, type Shift, type Timing, turnOf } from '#domain/announcement-turn.ts';
import type { Announced } from '#protocol/announcements.ts';
import type { Current, Notice } from '#server/announce/read-notices.ts';

/** What a desk shows now, and when that changes by itself. */
export interface Due {
  readonly list: readonly Announced[];
  readonly nextAtMs: number; // Infinity: nothing does
}

const mostShown = 20;

/** Which of an agent's announcements are due: urgent first, then what waits longest. What was taken back is struck where it had been painted. */
export function dueOf(
  current: ReadonlyMap<number, Current>,
  notices: readonly Notice[],
  shifts: readonly Shift[],
  titles: ReadonlyMap<string, string>,
  now: number,
  offsetMs: number,
): Due {
  let nextAtMs = Number.POSITIVE_INFINITY;
  const list: Announced[] = [];
  const own = notices.flatMap(notice => {
    const announcement = current.get(notice.announcement);
    return announcement ? [{ announcement, notice }] : [];
  });
  for (const { announcement, notice } of own) {
    const seen = (occasion: number, state: 'painted' | 'acknowledged') =>
      notice.states.some(one => one.state === state && one.occasion === occasion);
    if (announcement.ended && !isStillInForce(announcement, own, shifts, now, offsetMs)) {
      const last = Math.max(...notice.states.map(({ occasion }) => occasion));
      if (Number.isFinite(last)) list.push({ ...announcedOf(announcement, notice, last, titles), ended: struckBy(announcement.ended) });
      continue;
    }
    const turn = turnOf(timingOf(announcement), shifts, now, offsetMs);
    if (turn.kind === 'over') continue;
    nextAtMs = Math.min(nextAtMs, turn.kind === 'later' ? turn.atMs : turn.untilMs);
    if (turn.kind === 'later') continue;
    const settled = { painted: seen(turn.occasion, 'painted'), acknowledged: seen(turn.occasion, 'acknowledged') };
    if (!isSettled(announcement.doc.importance, settled)) list.push(announcedOf(announcement, notice, turn.occasion, titles));
  }
  return { list: list.sort(byUrgency).slice(0, mostShown), nextAtMs };
}

/** What concerns one agent. */
interface Own {
  readonly announcement: Current;
  readonly notice: Notice;
}

/**
 * Whether an agent still goes by a replaced version: while every newer one that is for them waits for their own shift. What was painted has
 * begun, whatever the roster says by now.
 */
function isStillInForce(older: Current, own: readonly Own[], shifts: readonly Shift[], now: number, offsetMs: number): boolean {
  if (older.ended?.how !== 'superseded') return false;
  const newer = own.filter(
    ({ announcement }) =>
      announcement.series === older.series && announcement.publishedAtMs > older.publishedAtMs && announcement.ended?.how !== 'recalled',
  );
  return (
    newer.length > 0 &&
    newer.every(({ announcement, notice }) => notice.states.length === 0 && beginsAtMs(timingOf(announcement), shifts, offsetMs) > now)
  );
}

function timingOf({ doc, publishedAtMs, expiresAtMs }: Current): Timing {
  return { schedule: doc.schedule, importance: doc.importance, publishedAtMs, expiresAtMs };
}

function announcedOf(
  { id, doc, publishedAtMs, expiresAtMs, replaces }: Current,
  { reminded }: Notice,
  occasion: number,
  titles: ReadonlyMap<string, string>,
): Announced {
  return {
    id: id as AnnouncementId,
    occasion,
    turn: `announcement/${id}/${occasion}/${reminded}`,
    kind: doc.kind,
    lang: doc.lang,
    title: doc.title,
    body: doc.body,
    say: doc.say,
    said: doc.said.map(({ label }) => label),
    links: doc.links.map(key => ({ key, title: titles.get(key) ?? key })),
    importance: doc.importance,
    publishedAt: new Date(publishedAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
    ...(replaces === undefined ? {} : { replaces }),
  };
}

function struckBy({ how, atMs }: NonNullable<Current['ended']>): NonNullable<Announced['ended']> {
  return { how, at: new Date(atMs).toISOString() };
}

function byUrgency(a: Announced, b: Announced): number {
  return rankOf(a) - rankOf(b) || a.publishedAt.localeCompare(b.publishedAt) || a.id - b.id;
}

function rankOf({ kind, importance, ended }: Announced): number {
  if (ended) return 3;
  return kind === 'urgent' ? 0 : mustAcknowledge(importance) ? 1 : 2;
}
