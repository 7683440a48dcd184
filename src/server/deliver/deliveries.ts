import { sql } from 'kysely';
import type { DeliveryState, NoteStanding } from '#domain/delivery.ts';
import { ProblemError } from '#domain/problem.ts';
import type { Delivery, DeliveryList } from '#protocol/deliveries.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** What left the building or is about to, newest first. */
export async function listDeliveries(
  db: Db,
  wanted: { state?: DeliveryState; webhook?: string; subject?: string; before?: number; limit: number },
): Promise<DeliveryList> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('webhooks as w', 'w.id', 'd.webhook')
    .leftJoin('person as p', 'p.staff_no', 'd.again_by')
    .select([
      'd.id',
      'd.webhook',
      'w.name',
      'd.topic',
      'd.subject',
      'd.state',
      'd.tries',
      'd.made_at',
      'd.next_at',
      'd.delivered_at',
      'd.trouble',
    ])
    .select(['d.again_by', 'p.name as again_name'])
    .$if(wanted.state !== undefined, query => query.where('d.state', '=', wanted.state as DeliveryState))
    .$if(wanted.webhook !== undefined, query => query.where('d.webhook', '=', wanted.webhook as string))
    .$if(wanted.subject !== undefined, query => query.where('d.subject', '=', wanted.subject as string))
    .$if(wanted.before !== undefined, query => query.where('d.id', '<', wanted.before as number))
    .orderBy('d.id', 'desc')
    .limit(wanted.limit + 1)
    .execute();
  const shown = rows.slice(0, wanted.limit);
  const last = shown.at(-1);
  return {
    deliveries: shown.map(
      (row): Delivery => ({
        id: row.id,
        webhook: { id: row.webhook, name: row.name },
        topic: row.topic,
        subject: row.subject,
        state: row.state,
        tries: row.tries,
        at: row.made_at.toISOString(),
        ...(row.state === 'queued' && row.tries > 0 ? { nextAt: row.next_at.toISOString() } : {}),
        ...(row.delivered_at ? { deliveredAt: row.delivered_at.toISOString() } : {}),
        ...(row.trouble ? { trouble: row.trouble } : {}),
        ...(row.again_by ? { by: { staffNo: row.again_by, ...(row.again_name ? { name: row.again_name } : {}) } } : {}),
      }),
    ),
    ...(rows.length > wanted.limit && last ? { next: String(last.id) } : {}),
  };
}

/** Sends a failed note again, or a waiting one at once. A delivered one stays delivered. */
export async function sendAgain(trx: Trx, id: number, now: Date, by: string): Promise<void> {
  const row = await trx.selectFrom('deliveries').select('state').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'delivery', id: String(id) });
  if (row.state === 'delivered') throw new ProblemError({ kind: 'conflict', why: 'it has been delivered' });
  await trx.updateTable('deliveries').set({ state: 'queued', tries: 0, next_at: now, again_by: by }).where('id', '=', id).execute();
}

/** How the notes about some subjects stand: delivered only when every receiver has taken its own. */
export async function standingOf(db: Db, subjects: readonly string[]): Promise<ReadonlyMap<string, NoteStanding>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await sql<{ subject: string; standing: NoteStanding }>`
    select subject, case when bool_or(state = 'failed') then 'failed' when bool_or(state = 'queued' and tries > 0) then 'retried'
      when bool_or(state = 'queued') then 'queued' else 'delivered' end as standing
    from deliveries where subject = any(${[...subjects]}::text[]) group by subject`.execute(db);
  return new Map(rows.map(row => [row.subject, row.standing]));
}
