import type { ConversationId } from '#domain/ids.ts';
import type { Clock } from '#ports/clock.ts';
import { every } from '#server/every.ts';
import type { Log } from '#server/log.ts';
import { reopenUntil } from '#server/tickets/clocks.ts';
import { holdOf, type TicketParts } from '#server/tickets/parts.ts';
import { planNumbered } from '#server/tickets/plan.ts';

const batch = 200;
const everyMs = 3_600_000;

/**
 * Lets go of the sealed values of tickets that can no longer be opened again, and says how many tickets that were. A number of the
 * ticket's own goes with it, one of a conversation when nothing else holds it.
 */
export async function releaseHolds({ db, vault, clock }: Pick<TicketParts, 'db' | 'vault' | 'clock'>): Promise<number> {
  return db.transaction().execute(async trx => {
    const rows = await trx
      .selectFrom('tickets')
      .select(['number', 'plan', 'closed_at', 'vault_place', 'conversation'])
      .where('state', '=', 'closed')
      .where('vault_place', 'is not', null)
      .orderBy('closed_at')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute();
    const over: typeof rows = [];
    for (const row of rows) {
      const until = reopenUntil(row, await planNumbered(trx, row.plan));
      if (until && until.getTime() <= clock.now()) over.push(row);
    }
    for (const { number, vault_place, conversation } of over) {
      await vault.release(trx, vault_place as ConversationId, holdOf(number));
      if (vault_place !== conversation)
        await trx
          .updateTable('vault')
          .set({ expires_at: new Date(clock.now()) })
          .where('conversation', '=', vault_place ?? '')
          .execute();
    }
    if (over.length > 0)
      await trx
        .updateTable('tickets')
        .set({ vault_place: null })
        .where(
          'number',
          'in',
          over.map(({ number }) => number),
        )
        .execute();
    return over.length;
  });
}

/** Lets go once an hour until stopped. */
export function keepHolds(parts: TicketParts, clock: Clock, log: Log): () => void {
  return every(clock, everyMs, () => {
    releaseHolds(parts)
      .then(tickets => tickets > 0 && log.info({ tickets }, 'sealed values of closed tickets let go'))
      .catch(error => log.error({ err: error }, 'sealed values of closed tickets could not be let go'));
  });
}
