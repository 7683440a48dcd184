import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { personByStaffNo } from '#server/people/people.ts';
import { notePresence, noteStaffNo, onShift, unknownStaff } from '#server/people/presence.ts';
import { importRoster } from '#server/people/roster-import.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
const clock = new TestClock(Date.parse('2026-01-05T10:00:00+08:00'));

beforeAll(async () => {
  database = await testDatabase();
  await seedDemoPeople(database.db);
});
afterAll(() => database.close());

const roster = (lines: readonly string[]) =>
  importRoster(database.db, {
    text: ['staffNo,name,unit,queues,hiredOn,roles,shiftStart,shiftEnd', ...lines].join('\n'),
    by: 'system',
    mayGrant: new Set(['agent']),
    timeZone: 'Asia/Shanghai',
  });

test('good rows come in, bad ones are named and lose nothing', async () => {
  const before = await personByStaffNo(database.db, '1533');
  const result = await roster([
    '1900,新人,team-cards-a,card,2025-12-01,agent,,',
    '1533,,team-cards-a,,,,,',
    '1088,赵敏,team-cards-a,loan,,,,',
  ]);

  expect(result).toEqual({ people: 2, shifts: 0, problems: [{ line: 3, column: 'B', why: 'a name has 1 to 120 characters' }] });
  expect(await personByStaffNo(database.db, '1533')).toEqual(before);
  expect(await personByStaffNo(database.db, '1900')).toMatchObject({
    name: '新人',
    queues: ['card'],
    roles: [{ role: 'agent', unit: 'team-cards-a' }],
  });
  expect(await personByStaffNo(database.db, '1088')).toMatchObject({
    unit: 'team-cards-a',
    hiredOn: '2021-03-15', // an empty cell takes nothing away
    roles: [{ role: 'agent', unit: 'team-loans-a' }],
  });
});

test('the roster says who is on shift where it speaks, presence where it is silent', async () => {
  const shifts = [
    '1027,林晓雯,team-cards-a,,,,2026-01-05 09:00,2026-01-05 18:00',
    '1533,陈志远,team-cards-a,,,,2026-01-05 14:00,2026-01-05 22:00',
  ];
  await roster(shifts);
  await roster(shifts); // the same file again changes nothing
  await notePresence(database.db, { type: 'presence', agent: '1533', state: 'ready', at: '2026-01-05T09:59:00+08:00' });
  await notePresence(database.db, { type: 'presence', agent: '1702', state: 'talking', at: '2026-01-05T09:58:00+08:00' });
  await notePresence(database.db, { type: 'presence', agent: '1702', state: 'away', at: '2026-01-05T09:00:00+08:00' }); // late news
  await notePresence(database.db, { type: 'presence', agent: '2001', state: 'away', at: '2026-01-05T09:59:00+08:00' });

  expect(await onShift(database.db, clock)).toEqual([
    { staffNo: '1027', name: '林晓雯', unit: 'team-cards-a', by: 'roster' },
    { staffNo: '1702', name: 'Emma Clarke', unit: 'team-english', by: 'presence', state: 'talking' },
  ]);
  expect(await database.db.selectFrom('shift').select('staff_no').orderBy('staff_no').execute()).toEqual([
    { staff_no: '1027' },
    { staff_no: '1533' },
  ]);
});

test('an unknown 工号 is kept and listed until the roster brings the person', async () => {
  await noteStaffNo(database.db, '8888');
  await noteStaffNo(database.db, '8888');
  await noteStaffNo(database.db, '1027');
  expect(await unknownStaff(database.db)).toEqual([expect.objectContaining({ staffNo: '8888', times: 2 })]);

  await roster(['8888,钱进,team-cards-a,,,,,']);
  expect(await unknownStaff(database.db)).toEqual([]);
});
