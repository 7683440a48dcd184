import { sql } from 'kysely';
import type { AdviceChange } from '#domain/advice.ts';
import type { LogEvent } from '#domain/event.ts';
import { ConversationId, Position, SourceId } from '#domain/ids.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { Log } from '#server/log.ts';

/** One row of the log as a consumer sees it. */
export interface Delivered {
  readonly conversation: ConversationId;
  readonly event: LogEvent;
  readonly advice: readonly AdviceChange[];
  readonly storedAt: Date;
}

/** Handles a batch of rows. What it writes through `trx` is stored with the cursor: both or neither. */
export type Consume = (trx: Trx, rows: readonly Delivered[]) => Promise<void>;

const batchSize = 500;

/**
 * Hands a consumer the next rows of the log, each once and in the order of their transactions. The log itself is the outbox.
 * Rows of transactions that are still running, or that began before one that is, wait: so none is ever stepped over.
 * Returns how many there were. Only one process at a time works for a name; others get 0.
 */
export async function consumeOnce(db: Db, name: string, consume: Consume): Promise<number> {
  return db.transaction().execute(async trx => {
    await sql`insert into consumers (name, written, conversation, position) values (${name}, 0, '', 0) on conflict do nothing`.execute(trx);
    const cursor = await trx
      .selectFrom('consumers')
      .select(['written', 'conversation', 'position'])
      .where('name', '=', name)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!cursor) return 0;

    const rows = await trx
      .selectFrom('events')
      .select(['conversation', 'position', 'source', 'at_ms', 'what', 'advice', 'written', 'stored_at'])
      .where(row =>
        row(row.refTuple('written', 'conversation', 'position'), '>', row.tuple(cursor.written, cursor.conversation, cursor.position)),
      )
      .where('written', '<', sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`)
      .orderBy('written')
      .orderBy('conversation')
      .orderBy('position')
      .limit(batchSize)
      .execute();
    const last = rows.at(-1);
    if (!last) return 0;

    await consume(
      trx,
      rows.map(({ conversation, position, source, at_ms, what, advice, stored_at }) => ({
        conversation: ConversationId.parse(conversation),
        event: { position: Position.parse(position), atMs: at_ms, source: SourceId.parse(source), what },
        advice,
        storedAt: stored_at,
      })),
    );
    await trx
      .updateTable('consumers')
      .set({ written: last.written, conversation: last.conversation, position: last.position, last_at: sql<Date>`now()` })
      .where('name', '=', name)
      .execute();
    return rows.length;
  });
}

/** Keeps consuming until stopped: at once while there is more, otherwise every second. */
export function keepConsuming(parts: ReaderParts & { readonly db: Db }, name: string, consume: Consume): () => void {
  return keepReading(parts, name, batchSize, () => consumeOnce(parts.db, name, consume));
}

/** What keeps a reader going. */
interface ReaderParts {
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps taking the next batch until stopped: at once after a full one, otherwise every second. */
export function keepReading({ clock, log }: ReaderParts, name: string, full: number, takeOnce: () => Promise<number>): () => void {
  let stop = () => {};
  let isStopped = false;
  const again = (ms: number) => {
    if (!isStopped) stop = clock.after(ms, run);
  };
  const run = () => {
    takeOnce()
      .then(count => again(count === full ? 0 : 1000))
      .catch(error => {
        log.warn({ err: error, consumer: name }, 'log not consumed; tried again');
        again(5000);
      });
  };
  again(0);
  return () => {
    isStopped = true;
    stop();
  };
}
