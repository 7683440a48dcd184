import { ProblemError } from '#domain/problem.ts';
import { liveItems, readItemVersion } from '#server/content/live-items.ts';
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

/** Recalls of versions that the live release still holds, oldest first: a new release without them ends them. */
export async function standingRecalls(db: Db): Promise<readonly Recall[]> {
  const items = await liveItems(db);
  const live = new Set(items.map(item => `${item.kind}/${item.key}@${item.version}`));
  const recalls = await db.selectFrom('recalls').select(['id', 'kind', 'key', 'version', 'act']).orderBy('id', 'desc').limit(500).execute();
  return recalls.filter(({ kind, key, version }) => live.has(`${kind}/${key}@${version}`)).reverse();
}
