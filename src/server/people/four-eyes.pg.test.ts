import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { decide, openProposals, propose } from '#server/people/four-eyes.ts';
import { personByStaffNo } from '#server/people/people.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
let asker = '';
let other = '';

beforeAll(async () => {
  database = await testDatabase();
  await seedDemoPeople(database.db);
  asker = (await personByStaffNo(database.db, '4001'))?.id ?? '';
  other = (await personByStaffNo(database.db, '4002'))?.id ?? '';
});
afterAll(() => database.close());

const ask = (subject: string) =>
  database.db
    .transaction()
    .execute(trx => propose(trx, { action: 'robot.release', subject, details: { version: 3 }, reason: '新流程', by: asker }));
const settle = (proposal: string, by: string, decision: 'approved' | 'refused' | 'withdrawn') =>
  database.db.transaction().execute(trx => decide(trx, { proposal, by, decision }));
const idOf = (answer: Awaited<ReturnType<typeof ask>>) => ('id' in answer ? answer.id : '');

test('whoever asks does not decide; somebody else does, once', async () => {
  const id = idOf(await ask('bot-1'));

  expect(await ask('bot-1')).toEqual({ problem: { kind: 'conflict', why: 'robot.release of bot-1 is already waiting for a decision' } });
  expect(await settle(id, asker, 'approved')).toEqual({ problem: { kind: 'four-eyes', action: 'robot.release' } });
  expect(await settle(id, asker, 'refused')).toEqual({ problem: { kind: 'four-eyes', action: 'robot.release' } });
  expect(await settle(id, other, 'withdrawn')).toMatchObject({ problem: { kind: 'not-allowed' } });
  expect(await settle(id, other, 'approved')).toMatchObject({
    proposal: { subject: 'bot-1', details: { version: 3 }, askedBy: asker, decidedBy: other },
  });
  expect(await settle(id, other, 'refused')).toEqual({ problem: { kind: 'conflict', why: 'it was approved before' } });
  expect(await openProposals(database.db)).toEqual([]);
  const deeds = await database.db.selectFrom('audit').select(['who', 'action']).where('subject', '=', 'bot-1').orderBy('number').execute();
  expect(deeds).toEqual([
    { who: asker, action: 'robot.release.proposed' },
    { who: other, action: 'robot.release.approved' },
  ]);
});

test('the asker may take it back, and ask again', async () => {
  const id = idOf(await ask('bot-2'));
  expect(await settle(id, asker, 'withdrawn')).toMatchObject({ proposal: { decision: 'withdrawn' } });
  expect(idOf(await ask('bot-2'))).not.toBe('');
});

test('the database itself refuses the same person twice, a changed proposal, and a deleted one', async () => {
  const id = idOf(await ask('bot-3'));
  const rows = database.db.updateTable('proposal').where('id', '=', id);
  await expect(rows.set({ decision: 'approved', decided_by: asker, decided_at: new Date() }).execute()).rejects.toMatchObject({
    constraint: 'four_eyes',
  });
  await expect(rows.set({ subject: 'bot-4' }).execute()).rejects.toThrow('a proposal does not change');
  await expect(database.db.deleteFrom('proposal').where('id', '=', id).execute()).rejects.toThrow('never deleted');
});
