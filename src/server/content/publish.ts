import { sql } from 'kysely';
import { Hash } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { type Artefact, engineVersion } from '#engine/artefact.ts';
import { hashOf } from '#server/canonical.ts';
import { buildApart } from '#server/content/build-apart.ts';
import { readItems } from '#server/content/draft.ts';
import type { Build } from '#server/content/kept-builds.ts';
import { type Packed, unpack } from '#server/content/packed.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** A release and what it was compiled into. */
export interface Published {
  readonly release: Hash;
  readonly artefact: Hash;
}

/**
 * Makes an approved draft the live release: new conversations take it, open ones keep theirs. `record` runs in the transaction that does
 * it, last.
 */
export async function publishDraft(
  db: Db,
  id: number,
  record: (trx: Trx, published: Published) => Promise<void> = async () => {},
  build: Build = buildApart,
): Promise<Published> {
  const draft = await db.selectFrom('content_drafts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!draft) throw new ProblemError({ kind: 'not-found', what: 'draft', id: String(id) });
  if (draft.state !== 'approved' || !draft.approver)
    throw new ProblemError({ kind: 'conflict', why: `draft ${id} is ${draft.state}, not approved` });

  const release = await readItems(db, draft.items);
  const hash = hashOf(release);
  const packed = await build(release);
  const { author, approver, items } = draft;
  await db.transaction().execute(async trx => {
    await trx
      .insertInto('releases')
      .values({ hash, draft: id, items: JSON.stringify(items), author, approver })
      .onConflict(conflict => conflict.doNothing())
      .execute();
    await storeArtefact(trx, hash, packed);
    await goLive(trx, hash, packed.hash);
    const { numUpdatedRows } = await trx
      .updateTable('content_drafts')
      .set({ state: 'live', release: hash })
      .where('id', '=', id)
      .where('state', '=', 'approved')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new ProblemError({ kind: 'conflict', why: `draft ${id} was published meanwhile` });
    await record(trx, { release: hash, artefact: packed.hash });
  });
  return { release: hash, artefact: packed.hash };
}

/** The release that new conversations take; its artefact is built again when an older engine version built the stored one. */
export async function liveRelease(db: Db): Promise<Published | null> {
  const live = await db
    .selectFrom('live_release')
    .innerJoin('artefacts', 'artefacts.hash', 'live_release.artefact')
    .select(['live_release.release', 'live_release.artefact', 'artefacts.engine_version'])
    .executeTakeFirst();
  if (!live) return null;
  const release = Hash.parse(live.release);
  if (live.engine_version === engineVersion) return { release, artefact: Hash.parse(live.artefact) };

  const artefact = await artefactFor(db, release);
  await goLive(db, release, artefact);
  return { release, artefact };
}

/** The artefact of a release for this engine version; built when there is none. */
export async function artefactFor(db: Db, release: Hash): Promise<Hash> {
  const stored = await db
    .selectFrom('artefacts')
    .select('hash')
    .where('release', '=', release)
    .where('engine_version', '=', engineVersion)
    .executeTakeFirst();
  if (stored) return Hash.parse(stored.hash);

  const { items } = await db.selectFrom('releases').select('items').where('hash', '=', release).executeTakeFirstOrThrow();
  const packed = await buildApart(await readItems(db, items));
  await storeArtefact(db, release, packed);
  return packed.hash;
}

/** Reads a stored artefact. One that an older engine version built is built again from its release: this engine cannot read it. */
export async function readArtefact(db: Db, hash: string): Promise<Artefact> {
  const row = await db.selectFrom('artefacts').select(['body', 'release', 'engine_version']).where('hash', '=', hash).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'artefact', id: hash });
  if (row.engine_version !== engineVersion) return readArtefact(db, await artefactFor(db, Hash.parse(row.release)));
  return unpack(row.body);
}

async function storeArtefact(db: Db, release: Hash, { hash, body }: Packed): Promise<void> {
  await db
    .insertInto('artefacts')
    .values({ hash, release, engine_version: engineVersion, body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) })
    .onConflict(row => row.column('hash').doUpdateSet(now => ({ engine_version: engineVersion, body: now.ref('excluded.body') })))
    .execute();
}

async function goLive(db: Db, release: Hash, artefact: Hash): Promise<void> {
  await db
    .insertInto('live_release')
    .values({ release, artefact })
    .onConflict(conflict =>
      conflict.column('one').doUpdateSet({
        release,
        artefact,
        since: new Date(),
        source: sql`case when live_release.release = excluded.release then live_release.source end`,
      }),
    )
    .execute();
}
