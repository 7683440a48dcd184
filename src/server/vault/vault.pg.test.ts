import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversationId } from '#domain/ids.ts';
import { keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const first = '20261122-aaaaaaaaaaaaaaaa' as ConversationId;
const second = '20261122-bbbbbbbbbbbbbbbb' as ConversationId;
const phone = { class: 'phone', number: 1, tail: '0016', valid: true } as const;
const wrappedUpAt = new Date('2026-11-22T08:00:00Z');
const hours = (count: number) => new Date(wrappedUpAt.getTime() + count * 3_600_000);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a value goes in with the transaction, comes out by its mark, and stands nowhere readable', async () => {
  const vault = new Vault(database.db, keyRing(oldKey));
  await expect(
    database.db.transaction().execute(async trx => {
      await vault.keep(trx, [{ conversation: second, mark: phone, value: '13900000001' }]);
      throw new Error('the words were not stored');
    }),
  ).rejects.toThrow('the words were not stored');
  await database.db.transaction().execute(trx =>
    vault.keep(trx, [
      { conversation: first, mark: phone, value: '1990000' },
      { conversation: first, mark: phone, value: '19900000016' },
    ]),
  );

  expect(await vault.reveal(first, phone)).toBe('19900000016');
  expect(await vault.reveal(first, { class: 'phone', number: 2 })).toBe(null);
  expect(await vault.reveal(second, phone)).toBe(null);
  const { rows } = await sql<{ row: string }>`select encode(sealed, 'escape') || vault::text as row from vault`.execute(database.db);
  expect(rows.filter(({ row }) => row.includes('19900000016'))).toEqual([]);
});

test('a password, PIN, one-time code or CVV is refused', async () => {
  const vault = new Vault(database.db, keyRing(oldKey));
  for (const kind of ['password', 'pin', 'otp', 'cvv'] as const)
    await expect(vault.keep(database.db, [{ conversation: first, mark: { class: kind, number: 1 }, value: '352761' }])).rejects.toThrow(
      'never kept',
    );
});

test('values are sealed anew with the current key, and then the old key is not needed', async () => {
  expect(await new Vault(database.db, keyRing(newKey, [oldKey])).rekey()).toBe(1);
  expect(await new Vault(database.db, keyRing(newKey, [oldKey])).rekey()).toBe(0);
  expect(await new Vault(database.db, keyRing(newKey)).reveal(first, phone)).toBe('19900000016');
});

test('values are destroyed a day after the wrap-up, later when a ticket refers to them', async () => {
  const vault = new Vault(database.db, keyRing(newKey));
  await vault.keep(database.db, [{ conversation: second, mark: phone, value: '13900000001' }]);
  await vault.endAfter(database.db, first, wrappedUpAt);
  await vault.endAfter(database.db, second, wrappedUpAt);
  await vault.hold(database.db, second, 'ticket 7');

  expect(await vault.sweep(hours(23))).toBe(0);
  expect(await vault.sweep(hours(24))).toBe(1);
  expect(await vault.reveal(first, phone)).toBe(null);
  expect(await vault.reveal(second, phone)).toBe('13900000001');

  await vault.release(database.db, second, 'ticket 7');
  expect(await vault.sweep(hours(25))).toBe(1);
});

test('the memory of the door is sealed for its conversation alone', () => {
  const vault = new Vault(database.db, keyRing(newKey));
  const sealed = vault.close(first, '{"turn":1}');
  expect(vault.open(first, sealed)).toBe('{"turn":1}');
  expect(() => vault.open(second, sealed)).toThrow();
});
