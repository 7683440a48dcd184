import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import { canonical } from '#server/canonical.ts';
import type { Trx } from '#server/db/schema.ts';

/** One deed worth remembering. Details never hold a secret nor what somebody said. */
export type Deed = {
  readonly who: string; // person id, 'key:<id>', 'system' or 'nobody'
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/** This process's own chain. Chains do not wait for one another; the hourly anchor binds them together. */
const writer = `${hostname().slice(0, 40)}-${process.pid}-${randomBytes(4).toString('hex')}`;

/**
 * Records a deed in the transaction that does it: both happen or neither. Call it last, because the head of the chain stays locked
 * until the transaction ends.
 */
export async function audit(trx: Trx, deed: Deed): Promise<void> {
  await trx
    .insertInto('audit_head')
    .values({ writer, number: 0, hash: genesis, started_at: new Date() })
    .onConflict(row => row.doNothing())
    .execute();
  const { rows } = await sql<{ number: number; hash: Buffer; at: Date }>`
    select number, hash, date_trunc('milliseconds', clock_timestamp()) as at from audit_head where writer = ${writer} for update
  `.execute(trx);
  const head = rows[0];
  if (!head) throw new Error('The audit chain has no head.');

  const details = JSON.stringify(deed.details);
  const number = head.number + 1;
  const hash = chainHash({ writer, number, at: head.at, ...deed, details: JSON.parse(details), previous: head.hash });
  await trx
    .insertInto('audit')
    .values({ writer, number, at: head.at, who: deed.who, action: deed.action, subject: deed.subject, details, previous: head.hash, hash })
    .execute();
  await trx.updateTable('audit_head').set({ number, hash }).where('writer', '=', writer).execute();
}

/** What the first row of a chain follows. */
export const genesis = Buffer.alloc(32);

/** A row as it is hashed. */
export type ChainRow = {
  readonly writer: string;
  readonly number: number;
  readonly at: Date;
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  readonly details: unknown;
  readonly previous: Buffer;
};

/** The hash of a row: every field, and by `previous` every row before it. */
export function chainHash(row: ChainRow): Buffer {
  const fields = [
    row.writer,
    row.number,
    row.at.toISOString(),
    row.who,
    row.action,
    row.subject,
    row.details,
    row.previous.toString('hex'),
  ];
  return createHash('sha256').update(canonical(fields)).digest();
}
