import { sql } from 'kysely';
import type { StandingWhisper } from '#domain/whisper.ts';
import type { Painted, ScreenEvent } from '#engine/screen/screen.ts';
import type { ScreenInterrupt } from '#protocol/down.ts';
import type { Trx } from '#server/db/schema.ts';
import type { Store } from '#server/live/flush.ts';

/** One row of a screen's log before it is stored, and what interrupts after it. */
export interface ScreenRow {
  readonly day: number;
  readonly position: number;
  readonly atMs: number;
  readonly what: ScreenEvent;
  readonly painted: readonly Painted[];
  readonly interrupts: readonly ScreenInterrupt[];
  readonly whispers: readonly StandingWhisper[];
}

/** Everything one screen wants stored with the next flush. */
export interface ScreenWrite {
  readonly agent: string;
  readonly partition: number;
  readonly rows: readonly [ScreenRow, ...ScreenRow[]];
}

/** Stores what many screens want stored: two statements, however many they are, and one for each whisper that came a step further. */
export const storeScreens: Store<ScreenWrite> = async (trx, writes, epochOf) => {
  const all = writes.flatMap(write => write.rows.map(row => ({ write, row })));
  await sql`
    insert into screen_events (day, agent, position, at_ms, what, painted, epoch)
    select * from unnest(
      ${all.map(({ row }) => row.day)}::int[], ${all.map(({ write }) => write.agent)}::text[], ${all.map(({ row }) => row.position)}::int[],
      ${all.map(({ row }) => row.atMs)}::bigint[], ${all.map(({ row }) => JSON.stringify(row.what))}::jsonb[],
      ${all.map(({ row }) => JSON.stringify(row.painted))}::jsonb[], ${all.map(({ write }) => epochOf(write.partition))}::bigint[]
    )`.execute(trx);

  const heads = writes.map(({ agent, rows }) => ({ agent, ...(rows.at(-1) ?? rows[0]) }));
  await trx
    .insertInto('screens')
    .values(
      heads.map(({ agent, day, position, interrupts, whispers }) => ({
        agent,
        day,
        position,
        interrupts: JSON.stringify(interrupts),
        whispers: JSON.stringify(whispers),
      })),
    )
    .onConflict(conflict =>
      conflict.column('agent').doUpdateSet({
        day: sql`excluded.day`,
        position: sql`excluded.position`,
        interrupts: sql`excluded.interrupts`,
        whispers: sql`excluded.whispers`,
      }),
    )
    .execute();
  for (const { row } of all) await noteWhisper(trx, row);
};

/** How far a whisper has come stands where leaders read it, stored with the screen's log: both or neither. */
async function noteWhisper(trx: Trx, { what, atMs }: ScreenRow): Promise<void> {
  const at = new Date(atMs);
  if (what.kind === 'whispered') await trx.updateTable('whispers').set({ shown_at: at }).where('id', '=', what.whisper.id).execute();
  if (what.kind === 'whisper-seen') await trx.updateTable('whispers').set({ seen_at: at }).where('id', '=', what.id).execute();
  if (what.kind === 'whisper-done')
    await trx.updateTable('whispers').set({ done_at: at, done_by: what.by }).where('id', '=', what.id).execute();
}
