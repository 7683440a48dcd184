import { ProblemError } from '#domain/problem.ts';
import { readItemVersion } from '#server/content/live-items.ts';
import type { Db } from '#server/db/schema.ts';

/** Stops one piece of content on running conversations; their owners write it into each log as an event. */
export interface Recall {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly version: number;
  readonly act: 'recalled' | 'suspended';
}

/** Orders a recall of the live version of kind/key. */
export async function orderRecall(
  db: Db,
  what: { kind: string; key: string; act: Recall['act']; reason: string; by: string },
): Promise<Recall> {
  const version = await readItemVersion(db, what.kind, what.key);
  if (version === null) throw new ProblemError({ kind: 'not-found', what: what.kind, id: what.key });
  const { id } = await db
    .insertInto('recalls')
    .values({ ...what, version })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, kind: what.kind, key: what.key, version, act: what.act };
}

/** Recalls ordered after a known one, oldest first. */
export async function recallsAfter(db: Db, id: number): Promise<readonly Recall[]> {
  return db.selectFrom('recalls').select(['id', 'kind', 'key', 'version', 'act']).where('id', '>', id).orderBy('id').limit(500).execute();
}
