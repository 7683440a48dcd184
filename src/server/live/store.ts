import { sql } from 'kysely';
import type { Trx } from '#server/db/schema.ts';
import type { Seals } from '#server/live/seals.ts';
import type { Wrapup, Write } from '#server/live/write.ts';

/** Stores what many conversations want stored: one statement for each table, however many they are. */
export async function store(
  trx: Trx,
  writes: readonly Write[],
  epochOf: (partition: number) => number,
  seals: Pick<Seals, 'keep' | 'endAfter'>,
): Promise<void> {
  const born = writes.filter(write => write.born);
  if (born.length > 0) await storeBirths(trx, born);
  await storeHeads(
    trx,
    writes.filter(write => !write.born),
  );
  await storeRows(trx, writes, epochOf);
  await storeSources(trx, writes);

  const sealed = writes.flatMap(write => write.sealed);
  if (sealed.length > 0) await seals.keep(trx, sealed);
  for (const write of writes) {
    if (write.parts.length > 0) await storeParts(trx, write);
    for (const wrapup of write.wrapups) await storeWrapup(trx, write.birth, wrapup);
    if (write.rows.some(isConfirmed)) await seals.endAfter(trx, write.birth.id, new Date());
  }
}

async function storeBirths(trx: Trx, writes: readonly Write[]): Promise<void> {
  await trx
    .insertInto('external_ids')
    .values(
      writes.map(({ birth }) => ({
        client: birth.client,
        external_id: birth.externalId,
        day: birth.day,
        conversation: birth.id as string,
      })),
    )
    .execute();
  await trx
    .insertInto('conversations')
    .values(
      writes.map(({ birth, head }) => ({
        day: birth.day,
        id: birth.id as string,
        client: birth.client,
        external_id: birth.externalId,
        partition: birth.partition,
        meta: JSON.stringify(birth.meta),
        ext: birth.ext === undefined ? null : JSON.stringify(birth.ext),
        clock: birth.clock,
        demo: birth.demo,
        release: birth.release,
        artefact: birth.artefact,
        agent: head.agent,
        status: head.status,
        opened_at: new Date(birth.meta.openedAt),
        last_position: head.position,
        last_ms: head.atMs,
        advice_hash: head.hash,
        door: head.door === null ? null : Buffer.from(head.door),
        topic: head.topic,
      })),
    )
    .execute();
}

async function storeHeads(trx: Trx, writes: readonly Write[]): Promise<void> {
  for (const [day, some] of Map.groupBy(writes, write => write.birth.day)) {
    const heads = some.map(write => write.head);
    // The day stands in the statement itself, so that the planner looks at one table and not at every day we keep.
    await sql`
      update conversations as c
      set last_position = v.position, last_ms = v.ms, advice_hash = v.hash, status = v.status, agent = v.agent, topic = v.topic, door = v.door,
        closed_at = case when v.status <> 'open' then coalesce(c.closed_at, now()) end,
        wrapped_at = case when v.status = 'wrapped' then coalesce(c.wrapped_at, now()) end
      from unnest(
        ${some.map(write => write.birth.id as string)}::text[], ${heads.map(head => head.position)}::int[], ${heads.map(head => head.atMs)}::int[],
        ${heads.map(head => head.hash)}::text[], ${heads.map(head => head.status as string)}::text[], ${heads.map(head => head.agent)}::text[],
        ${heads.map(head => head.topic)}::text[], ${heads.map(head => (head.door === null ? null : Buffer.from(head.door)))}::bytea[]
      ) as v (id, position, ms, hash, status, agent, topic, door)
      where c.day = ${sql.raw(String(day))} and c.id = v.id`.execute(trx);
  }
}

async function storeRows(trx: Trx, writes: readonly Write[], epochOf: (partition: number) => number): Promise<void> {
  const rows = writes.flatMap(({ birth, rows }) => rows.map(row => ({ birth, row })));
  if (rows.length === 0) return;
  await sql`
    insert into events (day, conversation, position, source, seq, at_ms, what, advice, stamps, ext, epoch, ref)
    select * from unnest(
      ${rows.map(({ birth }) => birth.day)}::int[], ${rows.map(({ birth }) => birth.id as string)}::text[],
      ${rows.map(({ row }) => row.event.position as number)}::int[], ${rows.map(({ row }) => row.event.source as string)}::text[],
      ${rows.map(({ row }) => row.seq)}::int[], ${rows.map(({ row }) => row.event.atMs)}::int[],
      ${rows.map(({ row }) => JSON.stringify(row.event.what))}::jsonb[], ${rows.map(({ row }) => JSON.stringify(row.advice))}::jsonb[],
      ${rows.map(({ row }) => JSON.stringify(row.stamps))}::jsonb[],
      ${rows.map(({ row }) => (row.ext === undefined ? null : JSON.stringify(row.ext)))}::jsonb[], ${rows.map(({ birth }) => epochOf(birth.partition))}::bigint[],
      ${rows.map(({ row }) => row.ref ?? null)}::text[]
    )`.execute(trx);
}

async function storeSources(trx: Trx, writes: readonly Write[]): Promise<void> {
  const values = writes.flatMap(({ birth, joined }) =>
    joined.map(({ source, legs }) => ({ day: birth.day, conversation: birth.id as string, source, legs: JSON.stringify(legs) })),
  );
  if (values.length === 0) return;
  await trx
    .insertInto('sources')
    .values(values)
    .onConflict(conflict => conflict.columns(['day', 'conversation', 'source']).doUpdateSet({ legs: sql`excluded.legs` }))
    .execute();
}

/** A correction puts off no end: what is sealed was to be gone some time after the confirmation. */
function isConfirmed({ event: { what } }: Write['rows'][number]): boolean {
  return what.kind === 'acted' && what.act.kind === 'wrapped';
}

async function storeWrapup(trx: Trx, birth: Write['birth'], wrapup: Wrapup): Promise<void> {
  const { position, category, further, slots, summary, suggested, by } = wrapup;
  const values = {
    position,
    category,
    further: JSON.stringify(further),
    slots: JSON.stringify(slots),
    summary: JSON.stringify(summary),
    suggested: JSON.stringify(suggested),
    by,
  };
  await trx
    .insertInto('wrapups')
    .values({ day: birth.day, conversation: birth.id, ...values })
    .execute();
}

async function storeParts(trx: Trx, { birth, parts }: Write): Promise<void> {
  const values = parts.map(({ position, by, handedTo, category, path, further, most, settled, slots, summary, suggested }) => ({
    day: birth.day,
    conversation: birth.id,
    position,
    by,
    handed_to: handedTo,
    category,
    path: JSON.stringify(path),
    further: JSON.stringify(further),
    most,
    settled,
    slots: JSON.stringify(slots),
    summary: JSON.stringify(summary),
    suggested: JSON.stringify(suggested),
    confirmed_at: null,
  }));
  await trx.insertInto('wrapup_parts').values(values).execute();
}
