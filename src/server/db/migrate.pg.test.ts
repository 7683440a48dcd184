import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate, pendingMigrations } from '#server/db/migrate.ts';
import { migrations } from '#server/db/migrations.ts';
import { testDatabase } from '#test/kit/postgres.ts';

test('an empty database is brought up to date once, also by two processes at once', async () => {
  const { db, close } = await testDatabase({ empty: true });
  try {
    const ran = await Promise.all([migrate(db), migrate(db)]);

    expect(ran.flat().sort()).toEqual(Object.keys(migrations).sort());
    expect(await migrate(db)).toEqual([]);
    expect(await pendingMigrations(db)).toEqual([]);
  } finally {
    await close();
  }
});

test('a migration that fails leaves nothing behind and is named', async () => {
  const { db, close } = await testDatabase();
  try {
    await expect(migrate(db, { ...migrations, '9999-half': { up: failsIn } })).rejects.toThrow('9999-half failed (halfway)');
    const { rows } = await sql`select to_regclass('half') as found`.execute(db);
    expect(rows).toEqual([{ found: null }]);
  } finally {
    await close();
  }
});

test('a database of a newer Deskside is refused', async () => {
  const { db, close } = await testDatabase();
  try {
    await migrate(db, { ...migrations, '9999-newer': { up: async () => {} } });
    await expect(migrate(db)).rejects.toThrow('belongs to a newer Deskside');
  } finally {
    await close();
  }
});

async function failsIn(trx: Kysely<unknown>): Promise<void> {
  await sql`create table half (id int)`.execute(trx);
  throw new Error('halfway');
}
