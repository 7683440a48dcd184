import { sql } from 'kysely';
import type { Item } from '#server/content/items.ts';
import type { Db } from '#server/db/schema.ts';
import type { ItemRef } from '#server/db/tables/content.ts';

/** A stored version of one piece. */
export type Piece = Item & ItemRef;

/** Reads the named versions; what is not stored is left out. */
export async function readPieces(db: Db, refs: readonly ItemRef[]): Promise<readonly Piece[]> {
  if (refs.length === 0) return [];
  return await db
    .selectFrom('content_items')
    .innerJoin(
      sql<ItemRef>`jsonb_to_recordset(${JSON.stringify(refs)}::jsonb)`.as<'ref'>(sql`ref(kind text, key text, version int)`),
      join =>
        join
          .onRef('ref.kind', '=', 'content_items.kind')
          .onRef('ref.key', '=', 'content_items.key')
          .onRef('ref.version', '=', 'content_items.version'),
    )
    .select(['content_items.kind', 'content_items.key', 'content_items.version', 'content_items.body'])
    .orderBy('content_items.kind')
    .orderBy('content_items.key')
    .execute();
}
