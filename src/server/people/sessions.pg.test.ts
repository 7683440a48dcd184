import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { addAdministrator } from '#server/people/first-administrator.ts';
import { deactivate, personByStaffNo, setPassword, setRoles } from '#server/people/people.ts';
import { findSession, openSession, refreshSession, sweepSessions } from '#server/people/sessions.ts';
import { signIn } from '#server/people/sign-in.ts';
import { unitsWith } from '#server/people/who.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
const clock = new TestClock();
const life = { idleMs: 300_000, absoluteMs: 1_200_000 };

beforeAll(async () => {
  database = await testDatabase();
  await seedDemoPeople(database.db);
});
afterAll(() => database.close());

const idOf = async (staffNo: string) => (await personByStaffNo(database.db, staffNo))?.id ?? '';

test('a session ends when idle, when old, and when its person leaves; a sign of life keeps it', async () => {
  const { db } = database;
  const { token } = await openSession(db, clock, await idOf('1088'), life);
  const who = await findSession(db, clock, token, life);
  const seen: boolean[] = [];
  for (const ms of [200_000, 200_000, 300_001]) {
    clock.move(ms);
    seen.push((await findSession(db, clock, token, life)) !== undefined);
  }
  expect(seen).toEqual([true, true, false]);
  expect(who && (await refreshSession(db, clock, who, life))).toBeUndefined();

  const old = await openSession(db, clock, await idOf('1088'), { ...life, idleMs: 1e9 });
  clock.move(1_200_001);
  expect(await findSession(db, clock, old.token, { ...life, idleMs: 1e9 })).toBeUndefined();

  expect(await sweepSessions(db, clock, life)).toBe(2);

  const left = await openSession(db, clock, await idOf('1088'), life);
  await deactivate(db, await idOf('1088'));
  expect(await findSession(db, clock, left.token, life)).toBeUndefined();
});

test('the token is kept nowhere', async () => {
  const { db } = database;
  const { token } = await openSession(db, clock, await idOf('1027'), life);
  const kept = JSON.stringify(await db.selectFrom('session').selectAll().execute());
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  expect(await findSession(db, clock, `${token.slice(0, -1)}_`, life)).toBeUndefined();
  expect(await findSession(db, clock, 'no token', life)).toBeUndefined();
});

test('permissions hold for the unit of the role and all below it', async () => {
  const { db } = database;
  const leader = await idOf('2001');
  const { token } = await openSession(db, clock, leader, life);
  const ofTeam = await findSession(db, clock, token, life);
  await setRoles(db, leader, [{ role: 'team-leader', unit: 'service' }]);
  const ofDepartment = await findSession(db, clock, token, life);

  expect(ofTeam && unitsWith(ofTeam, 'conversation.read.team')).toEqual(['team-cards-a']);
  expect(ofDepartment && unitsWith(ofDepartment, 'conversation.read.team')).toEqual([
    'service',
    'team-cards-a',
    'team-english',
    'team-loans-a',
  ]);
  expect(ofDepartment && unitsWith(ofDepartment, 'audit.read')).toEqual([]);
});

test('after five wrong passwords one has to wait, longer each time; the right one then opens', async () => {
  const { db } = database;
  const password = 'a long enough password';
  await setPassword(db, await idOf('1533'), password);
  const attempt = async (given: string) => {
    const answer = await signIn(db, clock, { staffNo: '1533', password: given }, life);
    return 'problem' in answer ? answer.problem : 'in';
  };
  for (let n = 0; n < 5; n++) expect(await attempt('wrong')).toEqual({ kind: 'wrong-key' });

  expect(await attempt(password)).toEqual({ kind: 'busy', retryAfterMs: 5_000 });
  clock.move(5_000);
  expect(await attempt('wrong')).toEqual({ kind: 'wrong-key' });
  expect(await attempt(password)).toEqual({ kind: 'busy', retryAfterMs: 10_000 });
  clock.move(10_000);
  expect(await attempt(password)).toBe('in');
  expect(await attempt('wrong')).toEqual({ kind: 'wrong-key' });
});

test('a 工号 nobody has is refused like a wrong password, and is not written down', async () => {
  const { db } = database;
  const typo = 'MyPassword123';
  expect(await signIn(db, clock, { staffNo: typo, password: 'x' }, life)).toEqual({ problem: { kind: 'wrong-key' } });
  expect(JSON.stringify(await db.selectFrom('audit').selectAll().execute())).not.toContain(typo);
});

test('seeding the demo people twice is the same as once', async () => {
  const { db } = database;
  const before = await db
    .selectFrom('person')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirst();
  await seedDemoPeople(db);
  expect(
    await db
      .selectFrom('person')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirst(),
  ).toEqual(before);
});

test('an empty installation gets an administrator who can sign in; again, a new password ends the old sessions', async () => {
  const empty = await testDatabase();
  try {
    const first = { staffNo: '9001', name: '管理员', password: 'first password 1' };
    await addAdministrator(empty.db, first);
    const before = await signIn(empty.db, clock, first, life);
    await addAdministrator(empty.db, { ...first, password: 'second password 2' });
    const after = await signIn(empty.db, clock, { ...first, password: 'second password 2' }, life);

    expect('token' in before && (await findSession(empty.db, clock, before.token, life))).toBeUndefined();
    const who = 'token' in after ? await findSession(empty.db, clock, after.token, life) : undefined;
    expect(who?.roles).toEqual([{ role: 'administrator', unit: 'centre' }]);
    await expect(addAdministrator(empty.db, { ...first, password: 'short' })).rejects.toThrow('at least 12 characters');
  } finally {
    await empty.close();
  }
});
