import { sql } from 'kysely';
import { Tenure, ValueMetric } from '#domain/value.ts';
import type { ValueAsked } from '#protocol/value.ts';
import type { Db } from '#server/db/schema.ts';
import type { Sum } from '#server/value/difference.ts';
import type { ValueGroup, ValueScope } from '#server/value/read-value.ts';

/**
 * Of announcements published in the asked weeks that were neither recalled nor replaced: how many of those they were for had them painted,
 * and acknowledged those that ask for it. By the team somebody was in then. Announcements have no queue: asked for one, there are none.
 */
export async function readReachGroups(db: Db, scope: ValueScope, asked: ValueAsked, timeZone: string): Promise<readonly ValueGroup[]> {
  if (asked.queue !== undefined) return [];
  const inScope =
    scope.kind === 'all'
      ? sql`true`
      : scope.kind === 'own'
        ? sql`t.agent = ${scope.staffNo}`
        : sql`t.unit = any(${[...scope.units]}::text[])`;
  const { rows } = await sql<Record<string, unknown>>`
    with sent as (
      select id, doc ->> 'importance' <> 'glance' as asks, (published_at at time zone ${timeZone})::date as day
      from announcements
      where state = 'published' and published_at >= ${asked.from}::date - 1 and published_at < ${asked.to}::date + 2
    ), dated as (
      select id, asks, date_trunc('week', day)::date as week from sent
    )
    select t.agent, t.unit, d.week::text as week, count(*)::int as targeted, count(*) filter (where r.painted)::int as painted,
      count(*) filter (where d.asks)::int as asked, count(*) filter (where d.asks and r.acknowledged)::int as acknowledged,
      case when p.hired_on is null then 'unknown' when p.hired_on > d.week - interval '6 months' then 'under-6'
        when p.hired_on > d.week - interval '12 months' then '6-to-12' else 'over-12' end as tenure
    from dated d
    join announcement_targets t on t.announcement = d.id
    left join person p on p.staff_no = t.agent
    left join (
      select announcement, agent, bool_or(state = 'painted') as painted, bool_or(state = 'acknowledged') as acknowledged
      from announcement_reports where announcement in (select id from dated) group by 1, 2
    ) r on r.announcement = d.id and r.agent = t.agent
    where d.week >= ${asked.from}::date and d.week < ${asked.to}::date and ${inScope}
      and (${asked.unit ?? null}::text is null or t.unit = ${asked.unit ?? null})
    group by t.agent, t.unit, d.week, tenure`.execute(db);
  return rows.map(row => ({
    agent: String(row.agent),
    unit: String(row.unit),
    week: String(row.week),
    queue: '',
    tenure: Tenure.parse(row.tenure),
    arm: 'assisted',
    calls: 0,
    oneChannel: 0,
    sums: {
      ...nothing,
      reach: { over: Number(row.painted), under: Number(row.targeted) },
      acknowledged: { over: Number(row.acknowledged), under: Number(row.asked) },
    },
  }));
}

const nothing = Object.fromEntries(ValueMetric.options.map(metric => [metric, { over: 0, under: 0 }])) as Record<ValueMetric, Sum>;
