import { sql } from 'kysely';
import { type AnnouncementDoc, type AnnouncementId, emptyDoc } from '#domain/announcement.ts';
import { type Problem, ProblemError } from '#domain/problem.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** Who writes: their person and what language theirs is. */
export interface Author {
  readonly id: string;
  readonly lang: 'zh' | 'en';
}

const mostDrafts = 200;

/** Begins a draft: empty, or the next version of one that was sent. */
export async function makeDraft(trx: Trx, author: Author, replaces: number | undefined, now: Date): Promise<AnnouncementId> {
  const { count } = await trx
    .selectFrom('announcements')
    .select(row => row.fn.countAll<number>().as('count'))
    .where('author', '=', author.id)
    .where('state', 'in', ['draft', 'waiting'])
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostDrafts) refuse({ kind: 'conflict', why: `you have ${mostDrafts} drafts: discard some first` });
  const old = replaces === undefined ? null : await lock(trx, replaces);
  if (old && old.state !== 'published' && old.state !== 'recalled') refuse({ kind: 'conflict', why: 'only what was sent can be replaced' });
  const doc: AnnouncementDoc = old ? { ...old.doc, schedule: { kind: 'now' }, expiresAt: null } : { ...emptyDoc, lang: author.lang };
  const { rows } = await sql<{ id: string }>`
    insert into announcements (series, version, replaces, doc, author, made_at, saved_at)
    values (${old?.series ?? 0}, coalesce((select max(version) from announcements where series = ${old?.series ?? 0} and series <> 0), 0) + 1,
      ${replaces ?? null}, ${JSON.stringify(doc)}, ${author.id}, ${now}, ${now}) returning id`.execute(trx);
  const id = Number(rows[0]?.id) as AnnouncementId;
  if (!old) await trx.updateTable('announcements').set({ series: id }).where('id', '=', id).execute();
  return id;
}

/** Saves a draft over the revision it was made from; a save over another one is a conflict and loses nothing. */
export async function saveDraft(
  trx: Trx,
  id: number,
  author: string,
  given: { readonly revision: number; readonly doc: AnnouncementDoc },
  now: Date,
): Promise<number> {
  const { revision } = await lockDraft(trx, id, author);
  if (revision !== given.revision) refuse({ kind: 'conflict', why: `it was saved elsewhere as revision ${revision}` });
  await trx
    .updateTable('announcements')
    .set({ doc: JSON.stringify(given.doc), revision: revision + 1, saved_at: now })
    .where('id', '=', id)
    .execute();
  return revision + 1;
}

/** Throws a draft away. */
export async function discardDraft(trx: Trx, id: number, author: string): Promise<void> {
  await lockDraft(trx, id, author);
  await trx.deleteFrom('announcements').where('id', '=', id).execute();
  await audit(trx, { who: author, action: 'announcement-discarded', subject: `announcement/${id}`, details: {} });
}

/** A draft of one's own, locked; drafts of others are nobody's business. */
export async function lockDraft(trx: Trx, id: number, author: string) {
  const row = await lock(trx, id);
  if (row.author !== author) refuse({ kind: 'not-found', what: 'announcement', id: String(id) });
  if (row.state !== 'draft')
    refuse({ kind: 'conflict', why: row.state === 'waiting' ? 'it waits for a decision: take it back first' : 'it was sent already' });
  return row;
}

/** One announcement, locked. */
export async function lock(trx: Trx, id: number) {
  const row = await trx.selectFrom('announcements').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? refuse({ kind: 'not-found', what: 'announcement', id: String(id) });
}

/** Ends a request with a problem. */
export function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}

/** The number of announcements in force, which is bounded. */
export async function countCurrent(db: Db | Trx, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('announcements')
    .select(row => row.fn.countAll<number>().as('count'))
    .where('state', '=', 'published')
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(count);
}
