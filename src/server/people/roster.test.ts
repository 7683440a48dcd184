import { expect, test } from 'vitest';
import type { Unit } from '#domain/person.ts';
import { decodeText, readCsv } from '#server/people/csv.ts';
import { readRoster } from '#server/people/roster.ts';

const units: readonly Unit[] = [
  { id: 'c', kind: 'centre', name: '中心' },
  { id: 't1', parent: 'c', kind: 'team', name: '一班' },
  { id: 't2', parent: 'c', kind: 'team', name: '二班' },
  { id: 't3', parent: 'c', kind: 'team', name: '二班' },
];
const world = { units, roles: ['agent', 'administrator'], mayGrant: new Set(['agent']) };
const head = 'staffNo,name,unit,queues,hiredOn,roles,shiftStart,shiftEnd';
const good = { line: 2, staffNo: '1027', name: '林', unit: 't1', queues: [] };

const cases = [
  { when: 'the least', file: `${head}\n1027,林,t1,,,,,`, rows: [good], problems: [] },
  {
    when: 'everything, the unit by its name',
    file: `${head}\n1027,林,一班,card;loan,2024/1/5,agent,2026-01-05 8:30,2026-01-05 17:30`,
    rows: [
      {
        ...good,
        queues: ['card', 'loan'],
        hiredOn: '2024-01-05',
        roles: [{ role: 'agent', unit: 't1' }],
        shift: { startsAt: '2026-01-05 08:30', endsAt: '2026-01-05 17:30' },
      },
    ],
    problems: [],
  },
  { when: 'Chinese heads, another order', file: '姓名,班组,工号\r\n林,t1,1027\r\n', rows: [good], problems: [] },
  {
    when: 'a bad row among good ones',
    file: `${head}\n1027,林,t1,,,,,\n10 28,,t9,,soon,boss,8:30,\n1029,王,t1,,,,,`,
    rows: [good, { ...good, line: 4, staffNo: '1029', name: '王' }],
    problems: [
      { line: 3, column: 'A', why: '工号 is 1 to 32 letters, digits, _ or -' },
      { line: 3, column: 'B', why: 'a name has 1 to 120 characters' },
      { line: 3, column: 'C', why: 'no unit has this id or name' },
      { line: 3, column: 'E', why: 'a date looks like 2026-01-05' },
      { line: 3, column: 'F', why: 'there is no role boss' },
      { line: 3, column: 'G', why: 'a time looks like 2026-01-05 08:30' },
      { line: 3, column: 'H', why: 'a shift has a start and an end' },
    ],
  },
  {
    when: 'a role one may not give',
    file: `${head}\n1027,林,t1,,,administrator,,`,
    rows: [],
    problems: [{ line: 2, column: 'F', why: 'you may not give the role administrator' }],
  },
  {
    when: 'two units of one name',
    file: `${head}\n1027,林,二班,,,,,`,
    rows: [],
    problems: [{ line: 2, column: 'C', why: 'several units have this name; use the id' }],
  },
  {
    when: 'a day that is none',
    file: `${head}\n1027,林,t1,,2024-02-30,,,`,
    rows: [],
    problems: [{ line: 2, column: 'E', why: 'a date looks like 2026-01-05' }],
  },
  {
    when: 'a shift that ends before it starts',
    file: `${head}\n1027,林,t1,,,,2026-01-05 17:30,2026-01-05 08:30`,
    rows: [],
    problems: [{ line: 2, column: 'H', why: 'a shift ends after its start, within 24 hours' }],
  },
  {
    when: 'a missing and an unknown column',
    file: 'staffNo,nickname\n1027,x',
    rows: [],
    problems: [
      { line: 1, column: 'B', why: 'the column "nickname" is not known' },
      { line: 1, column: 'name', why: 'this column is missing' },
      { line: 1, column: 'unit', why: 'this column is missing' },
    ],
  },
  { when: 'nothing', file: '', rows: [], problems: [{ line: 1, column: 'A', why: 'the file is empty' }] },
  {
    when: 'too many cells',
    file: `staffNo,name,unit\n1027,林,t1,x`,
    rows: [],
    problems: [{ line: 2, column: 'D', why: 'the row has more cells than the head' }],
  },
];
test.each(cases)('a roster with $when', ({ file, rows, problems }) => expect(readRoster(file, world)).toEqual({ rows, problems }));

test('CSV keeps quotes, commas and line breaks inside quotes, and counts lines as the file does', () =>
  expect(readCsv('a,"b,""c"""\r\n\r\n"x\ny",z\nlast,')).toEqual([
    { line: 1, fields: ['a', 'b,"c"'] },
    { line: 3, fields: ['x\ny', 'z'] },
    { line: 5, fields: ['last', ''] },
  ]));

test('a file from a Chinese Excel is read, and one with a byte order mark', () => {
  expect(decodeText(Uint8Array.from([0xb9, 0xa4, 0xba, 0xc5]))).toBe('工号');
  expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('a');
});
