import { sql } from 'kysely';
import type { AnnouncementDoc, AnnouncementId, AnnouncementState } from '#domain/announcement.ts';
import type { AnnouncementList, AnnouncementOptions, AnnouncementWhole } from '#protocol/announcements.ts';
import type { Scope } from '#server/announce/audience.ts';
import { refuse } from '#server/announce/drafts.ts';
import type { Db } from '#server/db/schema.ts';

/** Who looks: their own drafts, what waits for them, and what was sent into the units they write to. */
export interface Looker {
  readonly id: string;
  readonly scope: Scope;
  readonly approves: boolean;
}

/** What somebody may see: one's own; what waits, for those who approve; sent ones that went into one's units or anywhere for whoever has all. */
const visible = ({ id, scope, approves }: Looker) => sql<boolean>`(
  a.author = ${id} or a.approved_by = ${id}
  or (a.state = 'waiting' and ${approves})
  or (a.state in ('published', 'recalled', 'superseded') and (${scope === null} or exists (
    select from announcement_targets t where t.announcement = a.id and t.unit = any(${[...(scope ?? [])]}::text[])))))`;

/** Announcements, the latest first, a page at a time. */
export async function listAnnouncements(
  db: Db,
  looker: Looker,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<AnnouncementList> {
  const { rows } = await sql<{
    id: string;
    version: number;
    state: AnnouncementState;
    doc: AnnouncementDoc;
    author: string;
    staff_no: string;
    saved_at: Date;
    published_at: Date | null;
    expires_at: Date | null;
    targeted: number;
    painted: number;
  }>`
    select a.id, a.version, a.state, a.doc, a.author, p.staff_no, a.saved_at, a.published_at, a.expires_at,
      (select count(*)::int from announcement_targets t where t.announcement = a.id) as targeted,
      (select count(distinct agent)::int from announcement_reports r where r.announcement = a.id and r.state = 'painted') as painted
    from announcements a join person p on p.id = a.author
    where ${visible(looker)} ${page.before === undefined ? sql`` : sql`and a.id < ${page.before}`}
    order by a.id desc limit ${page.limit + 1}`.execute(db);
  const shown = rows.slice(0, page.limit);
  return {
    announcements: shown.map(row => ({
      id: Number(row.id) as AnnouncementId,
      version: row.version,
      state: row.state,
      kind: row.doc.kind,
      title: row.doc.title,
      author: row.staff_no,
      own: row.author === looker.id,
      savedAt: row.saved_at.toISOString(),
      ...(row.published_at ? { publishedAt: row.published_at.toISOString() } : {}),
      ...(row.expires_at ? { expiresAt: row.expires_at.toISOString() } : {}),
      targeted: row.targeted,
      painted: row.painted,
    })),
    ...(rows.length > page.limit ? { next: Number(shown.at(-1)?.id) } : {}),
  };
}

/** Whether somebody may see it; whoever may not finds nothing. */
export async function mustSee(db: Db, looker: Looker, id: number): Promise<void> {
  const { rows } = await sql`select from announcements a where a.id = ${id} and ${visible(looker)}`.execute(db);
  if (rows.length === 0) refuse({ kind: 'not-found', what: 'announcement', id: String(id) });
}

/** One announcement with its versions and what it waits for. */
export async function readAnnouncement(
  db: Db,
  looker: Looker,
  id: number,
  titles: ReadonlyMap<string, string>,
): Promise<AnnouncementWhole> {
  await mustSee(db, looker, id);
  const row = await db
    .selectFrom('announcements as a')
    .innerJoin('person as p', 'p.id', 'a.author')
    .leftJoin('person as approver', 'approver.id', 'a.approved_by')
    .leftJoin('person as ender', 'ender.id', 'a.ended_by')
    .selectAll('a')
    .select(['p.staff_no as authorNo', 'p.name as authorName', 'approver.staff_no as approverNo', 'ender.staff_no as enderNo'])
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow();
  const [versions, proposal] = await Promise.all([
    sql<{ id: string; version: number; state: AnnouncementState; title: string; painted: number }>`
      select a.id, a.version, a.state, a.doc ->> 'title' as title,
        (select count(distinct agent)::int from announcement_reports r where r.announcement = a.id and r.state = 'painted') as painted
      from announcements a where a.series = ${row.series} and ${visible(looker)} order by a.version`.execute(db),
    db
      .selectFrom('proposal')
      .innerJoin('person', 'person.id', 'proposal.asked_by')
      .select(['proposal.id', 'proposal.asked_by', 'proposal.reason', 'person.staff_no'])
      .where('action', '=', 'announcement.send')
      .where('subject', '=', `announcement/${id}`)
      .where('decision', 'is', null)
      .executeTakeFirst(),
  ]);
  return {
    id: id as AnnouncementId,
    version: row.version,
    state: row.state,
    revision: row.revision,
    doc: row.doc,
    author: { staffNo: row.authorNo, name: row.authorName },
    own: row.author === looker.id,
    savedAt: row.saved_at.toISOString(),
    ...(row.published_at ? { publishedAt: row.published_at.toISOString() } : {}),
    ...(row.approverNo ? { approvedBy: row.approverNo } : {}),
    ...(row.ended_at ? { ended: { at: row.ended_at.toISOString(), by: row.enderNo ?? '', reason: row.reason ?? '' } } : {}),
    ...(proposal
      ? {
          proposal: {
            id: proposal.id,
            askedBy: proposal.staff_no,
            reason: proposal.reason,
            mayDecide: looker.approves && proposal.asked_by !== looker.id,
          },
        }
      : {}),
    versions: versions.rows.map(version => ({ ...version, id: Number(version.id) as AnnouncementId })),
    linked: row.doc.links.map(key => ({ key, title: titles.get(key) ?? null })),
  };
}

/** The units, roles and queues an announcement can be for, with how many people have a desk there. */
export async function readOptions(db: Db, scope: Scope): Promise<AnnouncementOptions> {
  const [units, roles, queues] = await Promise.all([
    sql<{ id: string; name: string; kind: string; agents: number }>`
      with recursive below (root, id) as (
        select id, id from unit union select below.root, unit.id from unit join below on unit.parent = below.id
      )
      select u.id, u.name, u.kind, (select count(*)::int from person p where p.active
        and p.unit in (select id from below where root = u.id) ${scope === null ? sql`` : sql`and p.unit = any(${[...scope]}::text[])`}
        and exists (select from person_role g join role r on r.key = g.role where g.person = p.id and 'desk.use' = any(r.may))) as agents
      from unit u ${scope === null ? sql`` : sql`where u.id = any(${[...scope]}::text[])`}
      order by case u.kind when 'centre' then 0 when 'department' then 1 else 2 end, u.id`.execute(db),
    db.selectFrom('role').select(['key', 'zh', 'en']).where(sql<boolean>`'desk.use' = any(may)`).orderBy('key').execute(),
    sql<{ queue: string }>`select distinct unnest(queues) as queue from person p
      where p.active ${scope === null ? sql`` : sql`and p.unit = any(${[...scope]}::text[])`} order by 1 limit 500`.execute(db),
  ]);
  return { units: units.rows.filter(unit => unit.agents > 0), roles, queues: queues.rows.map(({ queue }) => queue) };
}
