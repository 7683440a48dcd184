import { z } from 'zod';
import { StaffNo } from '#domain/ids.ts';
import type { RoleGrant, Unit } from '#domain/person.ts';
import { type CsvRecord, readCsv } from '#server/people/csv.ts';

/** What is wrong with one cell, findable in the file: line and column as a spreadsheet shows them. */
export const RosterProblem = z.object({ line: z.number(), column: z.string(), why: z.string() });
export type RosterProblem = z.infer<typeof RosterProblem>;

/** One good row. */
export type RosterRow = {
  readonly line: number;
  readonly staffNo: StaffNo;
  readonly name: string;
  readonly unit: string;
  readonly queues: readonly string[];
  readonly hiredOn?: string;
  readonly lang?: 'zh' | 'en';
  readonly roles?: readonly RoleGrant[];
  readonly shift?: { readonly startsAt: string; readonly endsAt: string }; // local time, yyyy-mm-dd hh:mm
};

/** What a roster is read against. */
export type RosterWorld = { readonly units: readonly Unit[]; readonly roles: readonly string[]; readonly mayGrant: ReadonlySet<string> };

export const mostRows = 50_000;

/** Reads a roster file. Good rows and problems come back side by side: one bad row does not lose the others. */
export function readRoster(
  text: string,
  world: RosterWorld,
): { readonly rows: readonly RosterRow[]; readonly problems: readonly RosterProblem[] } {
  const [head, ...records] = readCsv(text);
  if (!head) return { rows: [], problems: [{ line: 1, column: 'A', why: 'the file is empty' }] };
  if (records.length > mostRows)
    return { rows: [], problems: [{ line: mostRows + 2, column: 'A', why: `a roster has at most ${mostRows} rows` }] };
  const columns = head.fields.map(name => columnNames.get(name.toLowerCase()));
  const problems: RosterProblem[] = head.fields.flatMap((name, at) =>
    columns[at] ? [] : [{ line: head.line, column: letter(at), why: `the column "${name.slice(0, 40)}" is not known` }],
  );
  for (const needed of ['staffNo', 'name', 'unit'] as const)
    if (!columns.includes(needed)) problems.push({ line: head.line, column: needed, why: 'this column is missing' });
  if (problems.length > 0) return { rows: [], problems };

  const rows: RosterRow[] = [];
  for (const record of records) {
    const found = readRow(record, columns as readonly Column[], world);
    problems.push(...found.problems);
    if (found.row) rows.push(found.row);
  }
  return { rows, problems };
}

type Column = 'staffNo' | 'name' | 'unit' | 'queues' | 'hiredOn' | 'lang' | 'roles' | 'shiftStart' | 'shiftEnd';

const columnNames = new Map<string, Column>(
  Object.entries({
    staffno: 'staffNo',
    工号: 'staffNo',
    name: 'name',
    姓名: 'name',
    unit: 'unit',
    班组: 'unit',
    部门: 'unit',
    queues: 'queues',
    技能组: 'queues',
    队列: 'queues',
    hiredon: 'hiredOn',
    入职日期: 'hiredOn',
    lang: 'lang',
    语言: 'lang',
    roles: 'roles',
    角色: 'roles',
    shiftstart: 'shiftStart',
    上班: 'shiftStart',
    上班时间: 'shiftStart',
    shiftend: 'shiftEnd',
    下班: 'shiftEnd',
    下班时间: 'shiftEnd',
  } satisfies Record<string, Column>),
);

function readRow(
  record: CsvRecord,
  columns: readonly Column[],
  world: RosterWorld,
): { row?: RosterRow; problems: readonly RosterProblem[] } {
  const problems: RosterProblem[] = [];
  const cell = (column: Column) => record.fields[columns.indexOf(column)] ?? '';
  const complain = (column: Column, why: string) => {
    const at = columns.indexOf(column);
    problems.push({ line: record.line, column: at < 0 ? column : letter(at), why });
  };
  if (record.fields.length > columns.length)
    problems.push({ line: record.line, column: letter(columns.length), why: 'the row has more cells than the head' });

  const staffNo = StaffNo.safeParse(cell('staffNo'));
  if (!staffNo.success) complain('staffNo', '工号 is 1 to 32 letters, digits, _ or -');
  const name = cell('name');
  if (name === '' || name.length > 120) complain('name', 'a name has 1 to 120 characters');
  const unit = world.units.filter(one => one.id === cell('unit') || one.name === cell('unit'));
  if (unit.length !== 1) complain('unit', unit.length === 0 ? 'no unit has this id or name' : 'several units have this name; use the id');
  const queues = list(cell('queues'));
  if (queues.length > 50 || queues.some(queue => queue.length > 64)) complain('queues', 'at most 50 queues of at most 64 characters');
  const hiredOn = date(cell('hiredOn'));
  if (cell('hiredOn') !== '' && !hiredOn) complain('hiredOn', 'a date looks like 2026-01-05');
  const lang = cell('lang') || undefined;
  if (lang && lang !== 'zh' && lang !== 'en') complain('lang', 'the language is zh or en');
  const unitId = unit[0]?.id ?? '';
  const roles = list(cell('roles'));
  for (const role of roles) {
    if (!world.roles.includes(role)) complain('roles', `there is no role ${role.slice(0, 40)}`);
    else if (!world.mayGrant.has(role)) complain('roles', `you may not give the role ${role}`);
  }
  const [start, end] = [moment(cell('shiftStart')), moment(cell('shiftEnd'))];
  if (cell('shiftStart') !== '' && !start) complain('shiftStart', 'a time looks like 2026-01-05 08:30');
  if (cell('shiftEnd') !== '' && !end) complain('shiftEnd', 'a time looks like 2026-01-05 17:30');
  if ((cell('shiftStart') === '') !== (cell('shiftEnd') === '')) complain('shiftEnd', 'a shift has a start and an end');
  if (start && end && !(start < end && Date.parse(end) - Date.parse(start) <= 24 * 3_600_000))
    complain('shiftEnd', 'a shift ends after its start, within 24 hours');
  if (problems.length > 0 || !staffNo.success) return { problems };

  return {
    problems,
    row: {
      line: record.line,
      staffNo: staffNo.data,
      name,
      unit: unitId,
      queues,
      ...(hiredOn ? { hiredOn } : {}),
      ...(lang ? { lang: lang as 'zh' | 'en' } : {}),
      ...(roles.length > 0 ? { roles: roles.map(role => ({ role, unit: unitId })) } : {}),
      ...(start && end ? { shift: { startsAt: start, endsAt: end } } : {}),
    },
  };
}

const list = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[;；、|]/)
      .map(one => one.trim())
      .filter(Boolean),
  ),
];

function date(text: string): string | undefined {
  const found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (!found) return undefined;
  const [, year, month = '', day = ''] = found;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return z.iso.date().safeParse(written).success ? written : undefined;
}

function moment(text: string): string | undefined {
  const [day = '', time = ''] = text.split(/[ T]+/);
  const found = /^(\d{1,2}):(\d{2})$/.exec(time);
  const on = date(day);
  if (!found || !on || Number(found[1]) > 23 || Number(found[2]) > 59) return undefined;
  return `${on} ${found[1]?.padStart(2, '0')}:${found[2]}`;
}

/** A column as a spreadsheet names it. */
function letter(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : `${letter(Math.floor(at / 26) - 1)}${letter(at % 26)}`;
}
