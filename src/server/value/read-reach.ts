import { sql } from 'kysely';
import { mustAcknowledge } from '#domain/announcement.ts';
import { Tenure, ValueMetric } from '#domain/value.ts';
import type { ValueAsked } from '#protocol/value.ts';
import { multirangeOf, type PublishedRow, unsettledTimes, wasOnShift, whereabouts } from '#server/announce/on-shift.ts';
import type { Db } from '#server/db/schema.ts';
import type { Sum } from '#server/value/difference.ts';
import type { ValueGroup, ValueScope } from '#server/value/value-group.ts';

/**
 * Of announcements published in the asked weeks that were neither recalled nor replaced: how many of those on shift while they were shown had
 * them painted, by the rule of the announcement's own page; and how many of those they were for acknowledged those that ask for it. By the
 * team somebody was in then. Announcements have no queue: asked for one, there are none.
 */
export async function readReachGroups(
  db: Db,
  scope: ValueScope,
  asked: ValueAsked,
  now: Date,
  timeZone: string,
): Promise<readonly ValueGroup[]> {
  if (asked.queue !== undefined) return [];
  const published = await sql<PublishedRow & { id: string; week: string }>`
    select id, doc, published_at, expires_at, ended_at, settled_at, date_trunc('week', (published_at at time zone ${timeZone}))::date::text as week
    from announcements
    where state = 'published' and published_at >= ${asked.from}::date - 1 and published_at < ${asked.to}::date + 2`.execute(db);
  const sent = published.rows.filter(({ week }) => week >= asked.from && week < asked.to);
  const shown = sent.map(row => unsettledTimes(row, now.getTime(), timeZone));
  const inScope =
    scope.kind === 'all'
      ? sql`true`
      : scope.kind === 'own'
        ? sql`t.agent = ${scope.staffNo}`
        : sql`t.unit = any(${[...scope.units]}::text[])`;
  const { rows } = await sql<Record<string, unknown>>`
    with sent as (
      select * from unnest(${sent.map(({ id }) => id)}::bigint[], ${sent.map(({ week }) => week)}::date[],
        ${sent.map(({ doc }) => mustAcknowledge(doc.importance))}::boolean[], ${shown.map(multirangeOf)}::tstzmultirange[]) as d (id, week, asks, shown)
    ), told as (
      select t.agent, t.unit, d.week, d.asks, coalesce(r.painted, false) as painted, coalesce(r.acknowledged, false) as acknowledged,
        ${wasOnShift(sql`d.shown`)} as on_shift
      from sent d
      join announcement_targets t on t.announcement = d.id
      left join ${whereabouts(shown.flat())} as w on w.agent = t.agent
      left join (
        select announcement, agent, bool_or(state = 'painted') as painted, bool_or(state = 'acknowledged') as acknowledged
        from announcement_reports where announcement in (select id from sent) group by 1, 2
      ) r on r.announcement = d.id and r.agent = t.agent
      where ${inScope} and (${asked.unit ?? null}::text is null or t.unit = ${asked.unit ?? null})
    )
    select t.agent, t.unit, t.week::text as week, count(*) filter (where on_shift)::int as on_shift,
      count(*) filter (where on_shift and painted)::int as painted,
      count(*) filter (where asks)::int as asked, count(*) filter (where asks and acknowledged)::int as acknowledged,
      case when p.hired_on is null then 'unknown' when p.hired_on > t.week - interval '6 months' then 'under-6'
        when p.hired_on > t.week - interval '12 months' then '6-to-12' else 'over-12' end as tenure
    from told t left join person p on p.staff_no = t.agent
    group by t.agent, t.unit, t.week, tenure`.execute(db);
  return rows.map(row => ({
    agent: String(row.agent),
    unit: String(row.unit),
    week: String(row.week),
    queue: '',
    tenure: Tenure.parse(row.tenure),
    arm: 'assisted',
    calls: 0,
    invented: 0,
    oneChannel: 0,
    sums: {
      ...nothing,
      reach: { over: Number(row.painted), under: Number(row.on_shift) },
      acknowledged: { over: Number(row.acknowledged), under: Number(row.asked) },
    },
  }));
}

const nothing = Object.fromEntries(ValueMetric.options.map(metric => [metric, { over: 0, under: 0 }])) as Record<ValueMetric, Sum>;
