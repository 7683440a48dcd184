import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedRoles, standardRoles } from '#server/people/roles.ts';
import { testDatabase } from '#test/kit/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a newer version brings its permissions to roles nobody changed, and leaves the others alone', async () => {
  const { db } = database;
  const mayOf = async (key: string) => (await db.selectFrom('role').select('may').where('key', '=', key).executeTakeFirstOrThrow()).may;
  const standard = (key: string) => standardRoles.find(role => role.key === key)?.may;
  await seedRoles(db);
  await db
    .updateTable('role')
    .set({ may: ['desk.use'], seeded: ['desk.use'] })
    .where('key', '=', 'agent')
    .execute(); // an older version's
  await db
    .updateTable('role')
    .set({ may: ['content.read'] })
    .where('key', '=', 'editor')
    .execute(); // the bank's own
  await seedRoles(db);
  expect([await mayOf('agent'), await mayOf('editor')]).toEqual([standard('agent'), ['content.read']]);
});
