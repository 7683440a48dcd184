import { sql } from 'kysely';
import type { LiveItemList, RecallRow, ReleaseList } from '#protocol/content.ts';
import { liveItems } from '#server/content/live-items.ts';
import { namesOf } from '#server/content/names.ts';
import { readPieces } from '#server/content/pieces.ts';
import { titleOf } from '#server/content/title.ts';
import type { Db } from '#server/db/schema.ts';

/** The live release and those before it, newest first, a page at a time. */
export async function listReleases(db: Db, page: { before?: string | undefined; limit: number }): Promise<ReleaseList> {
  let query = db
    .selectFrom('releases')
    .innerJoin('content_drafts', 'content_drafts.id', 'releases.draft')
    .select(['releases.hash', 'releases.draft', 'content_drafts.title', 'releases.author', 'releases.approver', 'releases.published_at'])
    .select(sql<number>`jsonb_array_length(releases.items)`.as('items'));
  if (page.before) query = query.where('releases.published_at', '<', new Date(page.before));
  const rows = await query.orderBy('releases.published_at', 'desc').orderBy('releases.hash').limit(page.limit).execute();
  const live = await db.selectFrom('live_release').select(['release', 'since']).executeTakeFirst();
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.author, row.approver]),
  );
  const last = rows.length === page.limit ? rows.at(-1)?.published_at.toISOString() : undefined;
  return {
    ...(live ? { live: { hash: live.release, since: live.since.toISOString() } } : {}),
    releases: rows.map(({ hash, draft, title, author, approver, published_at, items }) => ({
      hash,
      draft,
      title,
      author: named(author),
      approver: named(approver),
      publishedAt: published_at.toISOString(),
      items,
    })),
    ...(last ? { next: last } : {}),
  };
}

const mostFound = 50;

/** Pieces of the live release whose key or title holds these words; one that is called exactly so comes first. */
export async function findLiveItems(db: Db, words: string): Promise<LiveItemList> {
  const wanted = words.trim().toLowerCase();
  const pieces = await readPieces(db, await liveItems(db));
  const items = pieces.map(({ kind, key, version, body }) => ({ kind, key, version, title: titleOf(body, key) }));
  const found = items.filter(({ key, title }) => `${key} ${title}`.toLowerCase().includes(wanted));
  const rank = (key: string) => (key.toLowerCase() === wanted ? 0 : key.toLowerCase().startsWith(wanted) ? 1 : 2);
  return { items: found.sort((a, b) => rank(a.key) - rank(b.key)).slice(0, mostFound) };
}

/** The latest recalls, newest first, and whether each still stands. */
export async function listRecalls(db: Db): Promise<readonly RecallRow[]> {
  const rows = await db.selectFrom('recalls').selectAll().orderBy('id', 'desc').limit(200).execute();
  const live = new Set((await liveItems(db)).map(({ kind, key, version }) => `${kind}/${key}@${version}`));
  const bodies = new Map((await readPieces(db, rows)).map(piece => [`${piece.kind}/${piece.key}@${piece.version}`, piece.body]));
  const named = await namesOf(
    db,
    rows.map(row => row.by),
  );
  return rows.map(({ id, kind, key, version, act, reason, by, at }) => {
    const name = `${kind}/${key}@${version}`;
    const title = titleOf(bodies.get(name), key);
    return { id, kind, key, version, title, act, reason, by: named(by), at: at.toISOString(), stands: live.has(name) };
  });
}
