import { sql } from 'kysely';
import { ProblemError } from '#domain/problem.ts';
import type { Release } from '#domain/release.ts';
import { hashOf } from '#server/canonical.ts';
import { type Item, itemsOf, releaseOf } from '#server/content/items.ts';
import { readPieces } from '#server/content/pieces.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { ItemRef } from '#server/db/tables/content.ts';
import { within } from '#server/db/within.ts';

/** What importing a folder came to: the draft, and how many of its pieces are new versions. */
export interface Imported {
  readonly draft: number;
  readonly items: number;
  readonly changed: number;
}

/** Stores a folder's content as a draft. Pieces equal to their last version keep it; the others get the next one. */
export async function importDraft(db: Db | Trx, release: Release, title: string, author: string): Promise<Imported> {
  return within(db, async trx => {
    await sql`select pg_advisory_xact_lock(hashtext('content import'))`.execute(trx);
    const latest = await latestVersions(trx);
    const refs: ItemRef[] = [];
    const fresh: (Item & { version: number; hash: string })[] = [];
    for (const item of itemsOf(release)) {
      const hash = hashOf(item.body);
      const last = latest.get(`${item.kind}/${item.key}`);
      const version = last ? (last.hash === hash ? last.version : last.version + 1) : 1;
      if (last?.hash !== hash) fresh.push({ ...item, version, hash });
      refs.push({ kind: item.kind, key: item.key, version });
    }
    for (let from = 0; from < fresh.length; from += 500) {
      const rows = fresh
        .slice(from, from + 500)
        .map(({ kind, key, version, hash, body }) => ({ kind, key, version, hash, body: JSON.stringify(body), author }));
      await trx.insertInto('content_items').values(rows).execute();
    }
    const draft = await trx
      .insertInto('content_drafts')
      .values({ title, author, state: 'draft', approver: null, items: JSON.stringify(refs), decided_at: null, release: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { draft: draft.id, items: refs.length, changed: fresh.length };
  });
}

/** Hands a draft to the approvers. */
export async function submitDraft(db: Db | Trx, id: number, by: string): Promise<void> {
  await move(db, id, 'draft', { state: 'in-review' }, draft => {
    if (draft.author !== by) throw new ProblemError({ kind: 'not-allowed', action: 'submit somebody else’s draft' });
  });
}

/** Approves a draft in review. Never its author: refused here with a name, and by the database. */
export async function approveDraft(db: Db | Trx, id: number, by: string): Promise<void> {
  await move(db, id, 'in-review', { state: 'approved', approver: by, decided_at: new Date() }, draft => {
    if (draft.author === by) throw new ProblemError({ kind: 'four-eyes', action: `approve draft ${id}` });
  });
}

/** The content of a draft or release, put together from its pieces. */
export async function readItems(db: Db, refs: readonly ItemRef[]): Promise<Release> {
  const rows = await readPieces(db, refs);
  if (rows.length !== refs.length) throw new Error(`${refs.length - rows.length} stored pieces of this release are missing`);
  return releaseOf(rows);
}

async function latestVersions(db: Db): Promise<Map<string, { version: number; hash: string }>> {
  const rows = await db
    .selectFrom('content_items')
    .distinctOn(['kind', 'key'])
    .select(['kind', 'key', 'version', 'hash'])
    .orderBy('kind')
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.map(row => [`${row.kind}/${row.key}`, row]));
}

async function move(
  db: Db | Trx,
  id: number,
  from: 'draft' | 'in-review',
  to: { state: 'in-review' | 'approved'; approver?: string; decided_at?: Date },
  allow: (draft: { author: string }) => void,
): Promise<void> {
  await within(db, async trx => {
    const draft = await trx.selectFrom('content_drafts').select(['author', 'state']).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!draft) throw new ProblemError({ kind: 'not-found', what: 'draft', id: String(id) });
    if (draft.state !== from) throw new ProblemError({ kind: 'conflict', why: `draft ${id} is ${draft.state}, not ${from}` });
    allow(draft);
    await trx.updateTable('content_drafts').set(to).where('id', '=', id).execute();
  });
}
