import type { Order } from '#robots/orders.ts';
import type { Trx } from '#server/db/schema.ts';
import { keyed } from '#server/robots/runs/keyed.ts';
import type { Ride } from '#server/robots/runs/ride.ts';

/** What a commit finds under its key. */
export type DeedFound =
  | { readonly kind: 'ours'; readonly made: unknown } // nobody did it, or it was this very step
  | { readonly kind: 'done'; readonly run: string; readonly at: string; readonly made: unknown } // another run has done it
  | { readonly kind: 'under-way'; readonly run: string }; // another run is at it, or nobody can tell yet

/** Takes a commit's key for a step, in the transaction that writes that it begins. Two runs with one key are one deed. */
export async function takeDeed(
  trx: Trx,
  ride: Pick<Ride, 'parts' | 'run' | 'hidden'>,
  order: { readonly key: string; readonly path: string; readonly bot: string },
  at: Date,
): Promise<DeedFound> {
  const names = keyed(ride.parts.ring, order.key);
  const mine = { run: ride.run.id, path: order.path };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('robot_deeds')
    .values({
      key: names[0],
      shown: ride.hidden.text(order.key),
      bot: order.bot,
      ...mine,
      state: 'begun',
      begun_at: at,
      settled_at: null,
      made: null,
    })
    .onConflict(row => row.doNothing())
    .executeTakeFirst();
  const rows = await trx
    .selectFrom('robot_deeds')
    .selectAll()
    .where('key', 'in', [...names])
    .orderBy('begun_at')
    .forUpdate()
    .execute();
  const isFresh = Number(numInsertedOrUpdatedRows) > 0;
  const other = rows.find(row => row.state !== 'void' && !(row.run === mine.run && row.path === mine.path));
  if (other) {
    if (isFresh) await trx.deleteFrom('robot_deeds').where('key', '=', names[0]).execute(); // it stands under an older key's name
    if (other.state === 'done')
      return { kind: 'done', run: other.run, at: (other.settled_at ?? other.begun_at).toISOString(), made: other.made };
    return { kind: 'under-way', run: other.run };
  }
  const row = rows.find(one => one.key.equals(names[0]));
  if (!isFresh)
    await trx
      .updateTable('robot_deeds')
      .set({ ...mine, bot: order.bot, state: 'begun', begun_at: at, settled_at: null })
      .where('key', '=', names[0])
      .execute();
  return { kind: 'ours', made: row?.made ?? null };
}

/** What became of a deed: done for good, or void: it surely did not take effect, and may be done again. */
export async function settleDeed(trx: Trx, ride: Keeper, order: Keyed, state: 'done' | 'void', at: Date): Promise<void> {
  if (order.key === undefined) return;
  await trx
    .updateTable('robot_deeds')
    .set({ state, settled_at: at })
    .where('key', 'in', [...keyed(ride.parts.ring, order.key)])
    .where('run', '=', ride.run.id)
    .where('path', '=', order.path)
    .where('state', '=', 'begun')
    .execute();
}

/** What a commit made inside Deskside, kept with its key as soon as it is there. */
export async function noteMade(trx: Trx, ride: Keeper, order: Keyed, made: unknown): Promise<void> {
  if (order.key === undefined) return;
  await trx
    .updateTable('robot_deeds')
    .set({ made: JSON.stringify(made) })
    .where('key', 'in', [...keyed(ride.parts.ring, order.key)])
    .where('run', '=', ride.run.id)
    .where('path', '=', order.path)
    .execute();
}

type Keeper = Pick<Ride, 'parts' | 'run'>;
type Keyed = Pick<Order, 'key' | 'path'>; // found by its key: deeds are kept for ever, and nothing else of them is looked up
