import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredAlarm } from '#server/db/tables/supervisor.ts';
import { mergeAlarms } from '#server/supervisor/keep-needs.ts';
import type { Tree } from '#server/supervisor/reach.ts';
import { readHour } from '#server/supervisor/read-hour.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const now = Date.parse('2026-01-05T12:00:00+08:00');
const ago = (seconds: number) => now - seconds * 1000;
const tree: Tree = {
  parents: new Map([
    ['service', null],
    ['team-a', 'service'],
    ['team-b', 'service'],
    ['elsewhere', null],
  ]),
  led: new Set(['team-a', 'team-b', 'service', 'elsewhere']),
};
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

const readers = {
  own: { staffNo: '2001', units: ['team-a'] },
  next: { staffNo: '2002', units: ['team-b'] },
  duty: { staffNo: '2009', units: ['service', 'team-a', 'team-b'] },
  elsewhere: { staffNo: '8001', units: ['elsewhere'] },
};
const alarm = (rule: string, raised: number, ended?: readonly [number, NonNullable<StoredAlarm['ended']>['why']]): StoredAlarm => ({
  ...{ key: rule, rule, title: rule, raisedAt: ago(raised) },
  ...(ended ? { ended: { at: ago(ended[0]), why: ended[1] } } : {}),
});

interface Need {
  readonly since: number; // seconds ago, as all that follow
  readonly alarms: readonly StoredAlarm[];
  readonly left?: readonly [number, 'recovered' | 'said' | 'withdrawn' | 'closed' | 'settled'];
  readonly taken?: readonly [string, number];
}
const cases: readonly { when: string; need: Need; is: Partial<Record<keyof typeof readers, readonly [number, number, number]>> }[] = [
  {
    when: 'put right in ten seconds: only its own leader ever saw it',
    need: { since: 300, alarms: [alarm('Q01', 300, [290, 'recovered'])], left: [290, 'recovered'] },
    is: { own: [1, 1, 1] },
  },
  {
    when: 'one of two put right, the other settled too late for anybody else',
    need: { since: 300, alarms: [alarm('Q54', 300, [290, 'said']), alarm('Q01', 295)], left: [280, 'settled'] },
    is: { own: [2, 1, 1] },
  },
  {
    when: 'one put right at once, the other untaken for 40 s: the next leader had that one',
    need: { since: 300, alarms: [alarm('Q54', 300, [290, 'said']), alarm('Q01', 295)], left: [260, 'closed'] },
    is: { own: [2, 1, 1], next: [1, 0, 1] },
  },
  {
    when: 'untaken for two minutes: the duty supervisor had it, too',
    need: { since: 300, alarms: [alarm('Q01', 300, [180, 'recovered'])], left: [180, 'recovered'] },
    is: { own: [1, 1, 1], next: [1, 1, 1], duty: [1, 1, 1] },
  },
  {
    when: 'taken by its leader in time: it went no further, however long it stood',
    need: { since: 300, alarms: [alarm('Q01', 300)], taken: ['2001', 290] },
    is: { own: [1, 0, 0] },
  },
  {
    when: 'taken by the duty supervisor after it came, put right after that',
    need: { since: 300, alarms: [alarm('Q01', 300, [100, 'recovered'])], left: [100, 'recovered'], taken: ['2009', 200] },
    is: { own: [1, 1, 1], next: [1, 1, 1], duty: [1, 1, 1] },
  },
  {
    when: 'a need of two hours: what was raised and put right in this one counts',
    need: {
      since: 7200,
      alarms: [alarm('Q01', 7200, [7100, 'recovered']), alarm('Q02', 7200), alarm('Q03', 600, [590, 'recovered'])],
    },
    is: { own: [1, 1, 0], next: [1, 1, 0], duty: [1, 1, 0] },
  },
];

test.each(cases)('$when', async ({ need: { since, alarms, left, taken }, is }) => {
  const { db } = database;
  await db.deleteFrom('needs').execute();
  await db
    .insertInto('needs')
    .values({
      ...{ day: 20260105, conversation: '20260105-aaaaaaaaaaaaaaaa', position: 1, agent: '1027', unit: 'team-a' },
      ...{ needed_at: new Date(ago(since)), alarms: JSON.stringify(alarms) },
      ...(left ? { left_at: new Date(ago(left[0])), left_why: left[1] } : {}),
      ...(taken ? { taken_by: taken[0], taken_at: new Date(ago(taken[1])) } : {}),
    })
    .execute();
  const read = async (who: keyof typeof readers) => {
    const { budget, recovered, ended } = await readHour(db, tree, readers[who], now);
    return [budget.count, recovered, ended.length] as const;
  };
  const none = [0, 0, 0];
  expect({ own: await read('own'), next: await read('next'), duty: await read('duty'), elsewhere: await read('elsewhere') }).toEqual({
    ...{ own: none, next: none, duty: none, elsewhere: none },
    ...is,
  });
});

test('what is kept of alarms is the same in whatever order it is told', () => {
  const first = [alarm('Q01', 300)];
  const second = [alarm('Q01', 300, [290, 'recovered']), alarm('Q02', 280)];
  const again = [alarm('Q01', 300, [290, 'recovered']), alarm('Q02', 280), alarm('Q01', 200)];
  expect(mergeAlarms(mergeAlarms(first, second), again)).toEqual(again);
  expect(mergeAlarms(mergeAlarms(again, second), first)).toEqual(again);
});
