import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { contentCommand } from '#commands/content.ts';
import { reportCommand } from '#commands/report.ts';
import { robotCommand } from '#commands/robot.ts';
import { ticketsCommand } from '#commands/tickets.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { deactivate } from '#server/people/people.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  await seedDemoPeople(database.db);
  const { id } = await database.db.selectFrom('person').select('id').where('staff_no', '=', '5001').executeTakeFirstOrThrow();
  await deactivate(database.db, id);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await database?.close();
});

const run = '00000000-0000-4000-8000-000000000000';
const deeds = [
  { run: contentCommand, args: ['approve', '1'] },
  { run: contentCommand, args: ['publish', '1'] },
  { run: contentCommand, args: ['recall', 'article/K01', '--why', '过期'] },
  { run: contentCommand, args: ['examples', 'leave', 'all'] },
  { run: ticketsCommand, args: ['import', 'content/jianghai'] },
  { run: ticketsCommand, args: ['approve', '1'] },
  { run: robotCommand, args: ['approve', 'card-loss', '1'] },
  { run: robotCommand, args: ['cancel', run, '--reason', '停'] },
  { run: robotCommand, args: ['requeue', run, '--reason', '再来'] },
  { run: robotCommand, args: ['tasks'] },
  { run: reportCommand, args: ['gaps', '--with-text'] },
];
const nobodies = ['9999', '5001']; // no user, and one who has left

test.each(deeds.flatMap(deed => nobodies.map(nobody => ({ ...deed, nobody }))))('$args by $nobody is refused', async deed => {
  await expect(deed.run([...deed.args, '--as', deed.nobody])).rejects.toMatchObject({
    problem: { kind: 'not-found', what: 'person', id: deed.nobody },
  });
});

test('a user of this installation is taken: what is refused then is something else', async () => {
  await expect(contentCommand(['approve', '1', '--as', '4002'])).rejects.toMatchObject({ problem: { kind: 'not-found', what: 'draft' } });
});
