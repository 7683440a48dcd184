import { sql } from 'kysely';
import { civilDateOf } from '#domain/civil-date.ts';
import { ProblemError } from '#domain/problem.ts';
import type { Lang } from '#domain/speaker.ts';
import { dayAt, midnightOf, type OpenCalendar } from '#domain/working-calendar.ts';
import type { TicketQuery } from '#protocol/tickets.ts';
import { safeCell } from '#server/csv-line.ts';
import type { Db } from '#server/db/schema.ts';
import { findTickets } from '#server/tickets/find.ts';
import { livePlan, type Plan } from '#server/tickets/plan.ts';
import { named } from '#server/tickets/read-tickets.ts';
import type { TicketRow } from '#server/tickets/row.ts';
import type { Sight } from '#server/tickets/sight.ts';

/** The most tickets one file holds; more are asked for in parts. */
export const mostExported = 10_000;
const pageSize = 500;

/** How many tickets an export would hold; too many are refused. */
export async function countForExport(db: Db, sight: Sight, asked: TicketQuery, now: Date): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from (${findTickets(db, sight, asked, now)
    .select('number')
    .limit(mostExported + 1)}) as found`.execute(db);
  const total = rows[0]?.total ?? 0;
  if (total > mostExported)
    throw new ProblemError({ kind: 'invalid', field: 'query', why: `more than ${mostExported} tickets: narrow the filter` });
  return total;
}

/** The rows of an export as text, the names of the columns first, a page at a time; by the time they were made, which never changes. */
export async function* exportRows(
  db: Db,
  sight: Sight,
  asked: TicketQuery,
  now: Date,
  lang: Lang,
  nameOf: (own: string) => string,
): AsyncGenerator<readonly string[]> {
  const plan = await livePlan(db);
  yield headings[lang];
  let left = mostExported;
  for (let after: TicketRow | undefined; left > 0; ) {
    const last = after;
    let query = findTickets(db, sight, asked, now).selectAll().orderBy('made_at').orderBy('number').limit(Math.min(pageSize, left));
    if (last) query = query.where(row => row(row.refTuple('made_at', 'number'), '>', row.tuple(last.made_at, last.number)));
    const rows = await query.execute();
    const shown = await named(db, rows, now);
    for (const [at, row] of rows.entries()) {
      const ticket = shown[at];
      if (ticket) yield cellsOf(row, ticket, plan, { lang, nameOf }).map(safeCell);
    }
    after = rows.at(-1);
    left -= rows.length;
    if (rows.length < pageSize) return;
  }
}

const headings: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: [
    '工单号',
    '类型',
    '状态',
    '加急',
    '分类代码',
    '分类',
    '同一来电的其他分类',
    '标题',
    '描述',
    '处理单位',
    '处理人',
    '建单人',
    '建单时间',
    '办结期限',
    '时限',
    '催办次数',
    '重开次数',
    '结果',
    '处理说明',
    '结单人',
    '结单时间',
    '会话',
  ],
  en: [
    'Ticket',
    'Kind',
    'State',
    'Urgent',
    'Code',
    'Category',
    'Other categories of the call',
    'Title',
    'Description',
    'Unit',
    'Handler',
    'Made by',
    'Made at',
    'Due',
    'Clock',
    'Chased',
    'Reopened',
    'Result',
    'What was done',
    'Closed by',
    'Closed at',
    'Conversation',
  ],
};
const states = {
  zh: { new: '待受理', handling: '处理中', waiting: '待客户', closed: '已结单' },
  en: { new: 'New', handling: 'In hand', waiting: 'Waiting', closed: 'Closed' },
} as const;
const clocks = {
  zh: { running: '正常', soon: '即将到期', overdue: '已超时', paused: '暂停', stopped: '' },
  en: { running: 'In time', soon: 'Due soon', overdue: 'Overdue', paused: 'Paused', stopped: '' },
} as const;

interface Reader {
  readonly lang: Lang;
  readonly nameOf: (own: string) => string;
}

function cellsOf(
  row: TicketRow,
  ticket: Awaited<ReturnType<typeof named>>[number],
  { plan, calendar }: Plan,
  { lang, nameOf }: Reader,
): string[] {
  const kind = plan.kinds.find(({ key }) => key === row.kind);
  const result = kind?.results.find(({ key }) => key === row.result);
  const person = (one: { staffNo: string; name?: string | undefined } | undefined) =>
    one ? [one.staffNo, one.name].filter(Boolean).join(' ') : '';
  return [
    row.number,
    kind?.[lang] ?? row.kind,
    states[lang][row.state],
    row.urgent ? (lang === 'zh' ? '是' : 'yes') : '',
    row.category ?? '',
    row.path.map(nameOf).join(' / '),
    row.further.map(({ path }) => path.map(nameOf).join(' / ')).join('; '),
    nameOf(row.title), // untouched, it is the category's
    row.description,
    nameOf(ticket.unit.name),
    person(ticket.handler),
    person(ticket.madeBy),
    localTime(calendar, row.made_at),
    localTime(calendar, row.done_by),
    clocks[lang][ticket.clock],
    String(row.chased),
    String(row.reopened),
    result?.[lang] ?? row.result ?? '',
    row.closing ?? '',
    row.closed_by ?? '',
    row.closed_at ? localTime(calendar, row.closed_at) : '',
    row.conversation ?? '',
  ];
}

function localTime(calendar: OpenCalendar, at: Date): string {
  const day = dayAt(calendar, at.getTime());
  const minutes = Math.floor((at.getTime() - midnightOf(calendar, day)) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${civilDateOf(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
