import { sql } from 'kysely';
import type { Lang } from '#domain/speaker.ts';
import { readShown, type TargetRow, targetsOf } from '#server/announce/reach.ts';
import { csvLine } from '#server/csv-line.ts';
import type { Db } from '#server/db/schema.ts';

const page = 5000;
const head = {
  zh: ['工号', '姓名', '班组', '版本', '在班', '显示', '读过', '确认', '系统通知', '打开秒数', '说到的通话', '提醒', '看过的最新版本'],
  en: [
    'Staff no', 'Name', 'Team', 'Version', 'On shift', 'Painted', 'Read', 'Acknowledged', 'Notified', 'Open seconds', 'Calls said', 'Reminded',
    'Latest version seen',
  ], // biome-ignore format: one line of a table
} as const;

/** Who saw what, as CSV, a page of agents at a time; cells that a spreadsheet would run as a formula are text. */
export async function* reachCsv(
  db: Db,
  id: number,
  scope: readonly string[] | null,
  nowMs: number,
  timeZone: string,
  lang: Lang,
  nameOf: (own: string) => string,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(head[lang])}`;
  const { series, version } = await db
    .selectFrom('announcements')
    .select(['series', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const shown = await readShown(db, id, nowMs, timeZone);
  let after = '';
  for (;;) {
    const { rows } = await sql<TargetRow & { name: string | null; team: string | null; latest: number | null }>`
      select t.*, p.name, u.name as team,
        (select max(a.version) from announcement_reports r join announcements a on a.id = r.announcement
          where a.series = ${series} and r.agent = t.agent and r.state = 'painted') as latest
      from ${targetsOf(id, shown)} as t left join person p on p.staff_no = t.agent left join unit u on u.id = t.unit
      where t.agent > ${after} ${scope === null ? sql`` : sql`and t.unit = any(${[...scope]}::text[])`} order by t.agent limit ${page}`.execute(
      db,
    );
    const lines = rows.map(row =>
      csvLine([
        row.agent,
        row.name ?? '',
        nameOf(row.team ?? row.unit),
        version,
        row.on_shift ? 1 : 0,
        row.painted_at?.toISOString() ?? '',
        row.read_at?.toISOString() ?? '',
        row.acknowledged_at?.toISOString() ?? '',
        row.notified_at?.toISOString() ?? '',
        row.open_ms === null ? '' : row.open_ms / 1000,
        row.calls,
        row.reminded_at?.toISOString() ?? '',
        row.latest ?? '',
      ]),
    );
    yield lines.join('');
    if (rows.length < page) return;
    after = rows.at(-1)?.agent ?? '';
  }
}
