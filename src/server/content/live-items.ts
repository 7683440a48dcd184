import type { Kysely } from 'kysely';
import type { ContentTables, ItemRef } from '#server/db/tables/content.ts';

/** The pieces of the live release; none when nothing is live. */
export async function liveItems(db: Kysely<ContentTables>): Promise<readonly ItemRef[]> {
  const live = await db
    .selectFrom('live_release')
    .innerJoin('releases', 'releases.hash', 'live_release.release')
    .select('releases.items')
    .executeTakeFirst();
  return live?.items ?? [];
}

/** The live version of one piece, or null. */
export async function readItemVersion(db: Kysely<ContentTables>, kind: string, key: string): Promise<number | null> {
  return (await liveItems(db)).find(item => item.kind === kind && item.key === key)?.version ?? null;
}
