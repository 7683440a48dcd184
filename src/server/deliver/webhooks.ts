import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { ProblemError } from '#domain/problem.ts';
import type { MakeWebhook, Webhook } from '#protocol/deliveries.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { purposeOf } from '#server/deliver/keep-delivering.ts';
import { addressProblem } from '#server/deliver/receiver-address.ts';
import { newSecret } from '#server/deliver/sign.ts';
import { type KeyRing, seal } from '#server/vault/seal.ts';

const mostWebhooks = 50;

/** Makes a receiver. Its secret is told once and kept sealed. */
export async function makeWebhook(
  trx: Trx,
  ring: KeyRing,
  { name, url, topics }: MakeWebhook,
  by: string,
): Promise<{ id: string; secret: string }> {
  const why = addressProblem(url);
  if (why) throw new ProblemError({ kind: 'invalid', field: 'url', why });
  const { count } = await trx.selectFrom('webhooks').select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow();
  if (count >= mostWebhooks) throw new ProblemError({ kind: 'conflict', why: `there are ${mostWebhooks} receivers already` });
  const id = `wh_${randomBytes(6).toString('hex')}`;
  const secret = newSecret();
  const { sealed } = seal(ring, purposeOf(id), secret);
  await trx
    .insertInto('webhooks')
    .values({ id, name, url, topics: [...topics], secret: sealed, made_by: by })
    .execute();
  return { id, secret };
}

/** A new secret for a receiver; from now on its notes are signed with it. */
export async function renewSecret(trx: Trx, ring: KeyRing, id: string): Promise<string> {
  const secret = newSecret();
  const { numUpdatedRows } = await trx
    .updateTable('webhooks')
    .set({ secret: seal(ring, purposeOf(id), secret).sealed })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notThere(id);
  return secret;
}

/** Turns a receiver on or off. What waits stays and goes out when it is on again. */
export async function switchWebhook(trx: Trx, id: string, on: boolean): Promise<void> {
  const { numUpdatedRows } = await trx.updateTable('webhooks').set({ is_on: on }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw notThere(id);
}

/** Removes a receiver with everything that was sent to it. */
export async function removeWebhook(trx: Trx, id: string): Promise<void> {
  const { numDeletedRows } = await trx.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw notThere(id);
}

/** All receivers with how they stand. */
export async function listWebhooks(db: Db): Promise<Webhook[]> {
  const rows = await db
    .selectFrom('webhooks')
    .select(['id', 'name', 'url', 'topics', 'is_on'])
    .select([
      sql<number>`(select count(*)::int from webhook_codes c where c.webhook = webhooks.id and c.kind = 'leaf')`.as('leaves'),
      sql<number>`(select count(*)::int from webhook_codes c where c.webhook = webhooks.id and c.kind = 'field')`.as('fields'),
      sql<number>`(select count(*)::int from deliveries d where d.webhook = webhooks.id and d.state = 'queued')`.as('waiting'),
      sql<number>`(select count(*)::int from deliveries d where d.webhook = webhooks.id and d.state = 'failed')`.as('failed'),
      sql<Date | null>`(select max(delivered_at) from deliveries d where d.webhook = webhooks.id)`.as('last'),
    ])
    .orderBy('made_at')
    .execute();
  return rows.map(({ id, name, url, topics, is_on, leaves, fields, waiting, failed, last }) => ({
    id,
    name,
    url,
    topics: topics as Webhook['topics'],
    on: is_on,
    codes: { leaves, fields },
    waiting,
    failed,
    ...(last ? { lastDeliveredAt: last.toISOString() } : {}),
  }));
}

function notThere(id: string): ProblemError {
  return new ProblemError({ kind: 'not-found', what: 'webhook', id });
}
