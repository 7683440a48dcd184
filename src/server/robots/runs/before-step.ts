import type { Answer, Order } from '#robots/orders.ts';
import { type DeedFound, takeDeed } from '#server/robots/runs/deeds.ts';
import { finish } from '#server/robots/runs/finish.ts';
import { stepRow, writeJournal } from '#server/robots/runs/journal.ts';
import { inputsHash, picture } from '#server/robots/runs/perform.ts';
import { callOf, type Premise, retracted } from '#server/robots/runs/premise.ts';
import type { Ride } from '#server/robots/runs/ride.ts';
import { whatItDoes } from '#server/robots/runs/what-it-does.ts';

/** Writes down that a step begins, and takes its key where it is a commit. */
export async function begin(ride: Ride, order: Order, attempt: number, premise: Extract<Premise, { kind: 'holds' }> | null) {
  let deed: DeedFound = { kind: 'ours', made: null };
  const { key } = order;
  const written = await writeJournal(
    ride.parts.db,
    ride.parts.ring,
    ride.holder,
    [stepRow(order, 'begun', attempt, { inputs: inputsHash(ride, order), ...callOf(premise) })],
    async (trx, at) => {
      if (order.effect === 'commit' && key !== undefined) deed = await takeDeed(trx, ride, { ...order, key }, at);
    },
  );
  return { ...written, deed: deed as DeedFound };
}

/** What the run was started on was taken back in its call: it ends before the commit, as its journal and its card say. */
export async function retract(
  ride: Ride,
  order: Order,
  attempt: number,
  premise: Extract<Premise, { kind: 'gone' }>,
): Promise<{ readonly kind: 'over' }> {
  const { trouble } = premise;
  const stopped = stepRow(order, 'failed', attempt, { trouble, ...callOf(premise) });
  await finish(ride, { kind: 'cancelled', by: 'system', reason: retracted, trouble }, order, [stopped]);
  return { kind: 'over' };
}

/** A dry run stops before a commit: what would be done is kept, with how the page looks. */
export async function rehearse(ride: Ride, order: Order, attempt: number): Promise<{ readonly kind: 'answer'; readonly answer: Answer }> {
  const after = await picture(ride);
  await writeJournal(ride.parts.db, ride.parts.ring, ride.holder, [
    stepRow(order, 'rehearsed', attempt, {
      would: whatItDoes(ride, order),
      ...(order.key === undefined ? {} : { key: ride.hidden.text(order.key) }),
      ...(after ? { after } : {}),
    }),
  ]);
  return { kind: 'answer', answer: { kind: 'rehearsed' } };
}
