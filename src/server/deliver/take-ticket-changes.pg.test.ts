import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTicketChanges } from '#server/deliver/take-ticket-changes.ts';
import { makeWebhook } from '#server/deliver/webhooks.ts';
import { keyRing } from '#server/vault/seal.ts';
import { olderTransactionsOver } from '#test/kit/older-transactions.ts';
import { testDatabase } from '#test/kit/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  await sql`alter table ticket_changes drop constraint ticket_changes_ticket_fkey`.execute(database.db); // only the changes matter here
});
afterAll(() => database.close());

const at = new Date('2126-11-22T02:00:00Z'); // after every receiver was made

async function change(ticket: string, step: number, when = at): Promise<void> {
  const body = { id: `${ticket}/${step}`, event: 'ticket.changed', at: when.toISOString(), ticket: { number: ticket } };
  await database.db
    .insertInto('ticket_changes')
    .values({ ticket, version: step, step, at: when, body: JSON.stringify(body) })
    .execute();
  await olderTransactionsOver(database.db);
}

test('each change goes once to each receiver of tickets, by its own id and in order; a reader that is at it already is let be', async () => {
  const { db } = database;
  const ring = keyRing(new Uint8Array(32).fill(7));
  const receiver = (name: string, topic: 'ticket.changed' | 'wrapup.confirmed') =>
    db.transaction().execute(trx => makeWebhook(trx, ring, { name, url: 'http://127.0.0.1:9/', topics: [topic] }, '9001'));
  const { id } = await receiver('工单', 'ticket.changed');
  await receiver('小结', 'wrapup.confirmed');

  await change('GD2611210009', 1); // by an older version, before anybody read changes
  expect(await takeTicketChanges(db)).toBe(0);
  await change('GD2611210009', 2, new Date('2020-01-01T00:00:00Z')); // before the receiver was made
  expect(await takeTicketChanges(db)).toBe(1);

  await change('GD2611220001', 1);
  await change('GD2611220002', 1);
  await change('GD2611220001', 2);
  expect(await takeTicketChanges(db)).toBe(3);
  await change('GD2611220001', 3);
  expect(await takeTicketChanges(db)).toBe(1);

  const beside = db.transaction().execute(async trx => {
    await sql`select 1 from consumers where name = 'deliver-tickets' for update`.execute(trx);
    return takeTicketChanges(db);
  });
  expect(await beside).toBe(0);

  const queued = await db.selectFrom('deliveries').select(['webhook', 'topic', 'subject', 'key', 'body']).orderBy('id').execute();
  expect(queued).toEqual(
    ['GD2611220001/1', 'GD2611220002/1', 'GD2611220001/2', 'GD2611220001/3'].map(key => ({
      webhook: id,
      topic: 'ticket.changed',
      subject: key.split('/')[0],
      key,
      body: { id: key, event: 'ticket.changed', at: at.toISOString(), ticket: { number: key.split('/')[0] } },
    })),
  );
});
