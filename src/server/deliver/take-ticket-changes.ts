import { sql } from 'kysely';
import type { Clock } from '#ports/clock.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { enqueue, receiversOf } from '#server/deliver/queue.ts';
import { keepReading } from '#server/live/outbox.ts';
import type { Log } from '#server/log.ts';
import { readChanges } from '#server/tickets/changes.ts';

const name = 'deliver-tickets';
const batchSize = 500;

/**
 * Puts the next changes of tickets on their way to everybody who wants them, each once: the queue moves with the cursor, in one
 * transaction. Nobody is told of what was before the receiver was made, nor of what was before anybody read changes (an older version's). Returns
 * how many there were. Only one process at a time does it; others get 0.
 */
export function takeTicketChanges(db: Db): Promise<number> {
  return db.transaction().execute(async trx => {
    const after = await cursorUnderLock(trx);
    if (!after) return 0;
    const { changes, cursor } = await readChanges(trx, after, batchSize);
    if (changes.length === 0) return 0;

    const receivers = await receiversOf(trx, 'ticket.changed');
    for (const change of changes) {
      const note = {
        topic: 'ticket.changed',
        subject: change.ticket.number,
        key: change.id,
        body: change,
        at: new Date(change.at),
      } as const;
      for (const { id, since } of receivers) if (note.at >= since) await enqueue(trx, { webhook: id, ...note });
    }
    await trx
      .updateTable('consumers')
      .set({ written: cursor.written, conversation: String(cursor.id), last_at: sql<Date>`now()` })
      .where('name', '=', name)
      .execute();
    return changes.length;
  });
}

/** Keeps taking them until stopped. */
export function keepTakingTicketChanges(parts: { readonly db: Db; readonly clock: Clock; readonly log: Log }): () => void {
  return keepReading(parts, name, batchSize, () => takeTicketChanges(parts.db));
}

/** Where we stand; the row of a reader of the log, with the change's own number in place of a conversation. */
async function cursorUnderLock(trx: Trx): Promise<{ written: number; id: number } | null> {
  await sql`insert into consumers (name, written, conversation, position)
    values (${name}, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, '0', 0) on conflict do nothing`.execute(trx);
  const row = await trx
    .selectFrom('consumers')
    .select(['written', 'conversation'])
    .where('name', '=', name)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ? { written: row.written, id: Number(row.conversation) } : null;
}
