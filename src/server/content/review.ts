import { ProblemError } from '#domain/problem.ts';
import type { ChangedFields, Draft, DraftChange } from '#protocol/content.ts';
import { canonical } from '#server/canonical.ts';
import { changedFields, diffItems } from '#server/content/diff.ts';
import { liveItems } from '#server/content/live-items.ts';
import { namesOf } from '#server/content/names.ts';
import { type Piece, readPieces } from '#server/content/pieces.ts';
import { titleOf } from '#server/content/title.ts';
import type { Db } from '#server/db/schema.ts';
import type { ItemRef } from '#server/db/tables/content.ts';

const mostDrafts = 20;
const mostChanges = 200;
const longestText = 4_000;

/** Drafts that are not live yet, oldest first, each with what it would change in the live release. */
export async function openDrafts(db: Db): Promise<readonly Draft[]> {
  const rows = await db
    .selectFrom('content_drafts')
    .selectAll()
    .where('state', 'in', ['draft', 'in-review', 'approved'])
    .orderBy('id')
    .limit(mostDrafts)
    .execute();
  const live = await liveItems(db);
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.author, row.approver]),
  );
  const oldest = rows[0]?.created_at;
  const since = oldest ? await db.selectFrom('releases').select('published_at').where('published_at', '>', oldest).execute() : [];
  const drafts: Draft[] = [];
  for (const { id, title, author, approver, state, created_at, items } of rows) {
    if (state === 'live' || state === 'withdrawn') continue; // the query leaves them out; the type does not know
    const changes = await changesOf(db, live, items);
    const count = (change: DraftChange['change']) => changes.filter(one => one.change === change).length;
    drafts.push({
      id,
      title,
      author: named(author),
      state,
      ...(approver ? { approver: named(approver) } : {}),
      createdAt: created_at.toISOString(),
      items: items.length,
      behind: since.filter(release => release.published_at > created_at).length,
      counts: { added: count('added'), changed: count('changed'), removed: count('removed') },
      changes: changes.slice(0, mostChanges),
    });
  }
  return drafts;
}

/** One piece as the live release and the draft have it: the fields that differ. */
export async function readChange(db: Db, draft: number, kind: string, key: string): Promise<ChangedFields> {
  const row = await db.selectFrom('content_drafts').select('items').where('id', '=', draft).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'draft', id: String(draft) });

  const one = (refs: readonly ItemRef[]) => refs.filter(ref => ref.kind === kind && ref.key === key);
  const [before] = await readPieces(db, one(await liveItems(db)));
  const [after] = await readPieces(db, one(row.items));
  if (!before && !after) throw new ProblemError({ kind: 'not-found', what: kind, id: key });

  const [old, fresh] = [bodyOf(before), bodyOf(after)];
  return {
    fields: changedFields(old, fresh).map(field => ({
      field,
      ...(field in old ? { before: asText(old[field]) } : {}),
      ...(field in fresh ? { after: asText(fresh[field]) } : {}),
    })),
  };
}

/** Equal versions are equal pieces, so only the others are read. */
async function changesOf(db: Db, live: readonly ItemRef[], draft: readonly ItemRef[]): Promise<readonly DraftChange[]> {
  const name = ({ kind, key, version }: ItemRef) => `${kind}/${key}@${version}`;
  const [inLive, inDraft] = [new Set(live.map(name)), new Set(draft.map(name))];
  const before = await readPieces(
    db,
    live.filter(ref => !inDraft.has(name(ref))),
  );
  const after = await readPieces(
    db,
    draft.filter(ref => !inLive.has(name(ref))),
  );
  const bodies = new Map([...before, ...after].map(({ kind, key, body }) => [`${kind}/${key}`, body]));
  return diffItems(before, after).map(({ kind, key, change, fields }) => ({
    kind,
    key,
    title: titleOf(bodies.get(`${kind}/${key}`), key),
    change,
    fields: [...fields],
  }));
}

function bodyOf(piece: Piece | undefined): Readonly<Record<string, unknown>> {
  return Object(piece?.body ?? {}) as Record<string, unknown>;
}

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(JSON.parse(canonical(value)), null, 1);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
