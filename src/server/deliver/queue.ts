import { sql } from 'kysely';
import type { DeliveryTopic } from '#domain/delivery.ts';
import type { Trx } from '#server/db/schema.ts';

/** A receiver that wants to hear of a topic. */
export interface Receiver {
  readonly id: string;
  readonly since: Date; // what happened before it was made is not for it
}

/** Who is told of a topic. */
export function receiversOf(trx: Trx, topic: DeliveryTopic): Promise<readonly Receiver[]> {
  return trx
    .selectFrom('webhooks')
    .select(['id', 'made_at as since'])
    .where('is_on', '=', true)
    .where(sql<boolean>`${topic} = any(topics)`)
    .execute();
}

/** Puts a note on its way to a receiver, once for each key: the same key again changes nothing. */
export async function enqueue(
  trx: Trx,
  note: {
    readonly webhook: string;
    readonly topic: DeliveryTopic;
    readonly subject: string;
    readonly key: string;
    readonly body: unknown;
    readonly at: Date;
  },
): Promise<void> {
  const { at, body, ...rest } = note;
  await trx
    .insertInto('deliveries')
    .values({
      ...rest,
      body: JSON.stringify(body),
      made_at: at,
      next_at: at,
      leased_until: null,
      delivered_at: null,
      trouble: null,
      again_by: null,
    })
    .onConflict(row => row.columns(['webhook', 'key']).doNothing())
    .execute();
}
