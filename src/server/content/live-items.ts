import type { Db } from '#server/db/schema.ts';
import type { ItemRef } from '#server/db/tables/content.ts';

/** The pieces of the live release; none when nothing is live. */
export async function liveItems(db: Db): Promise<readonly ItemRef[]> {
  const live = await db
    .selectFrom('live_release')
    .innerJoin('releases', 'releases.hash', 'live_release.release')
    .select('releases.items')
    .executeTakeFirst();
  return live?.items ?? [];
}

/** The live version of one piece, or null. */
export async function readItemVersion(db: Db, kind: string, key: string): Promise<number | null> {
  return (await liveItems(db)).find(item => item.kind === kind && item.key === key)?.version ?? null;
}
