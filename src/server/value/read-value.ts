import { type RawBuilder, sql } from 'kysely';
import { Tenure, ValueMetric, valueScale } from '#domain/value.ts';
import type { ValueAsked, ValueReport, ValueRow } from '#protocol/value.ts';
import type { Db } from '#server/db/schema.ts';
import { type AgentSums, differenceOf, type Sum } from '#server/value/difference.ts';
import { callsOf, figureOf, scaleOf, sumOf } from '#server/value/figure-of.ts';
import { intervalOf } from '#server/value/interval.ts';
import type { ValueGroup, ValueScope } from '#server/value/value-group.ts';
import { tablesOf } from '#server/value/value-tables.ts';

const judged = sql<number>`count(*) filter (where not f.invented)`; // an invented call has no claims, nor none

const pieces: Readonly<Record<ValueMetric, readonly [over: RawBuilder<number>, under: RawBuilder<number>]>> = {
  'answered-15': [sql`sum(answers_15)`, sql`sum(answers)`],
  unanswered: [
    sql`coalesce(sum(unanswered), 0)`,
    sql`coalesce(sum(answers + unanswered), 0)`, // calls counted before it was have none
  ],
  'answer-seconds': [
    sql`coalesce(sum(answer_ms), 0) / 1000.0`,
    sql`coalesce(sum(answers) filter (where answer_ms is not null), 0)`, // calls counted before it was measured have none
  ],
  'look-up-seconds': [sql`sum(look_up_ms) / 1000.0`, sql`sum(look_ups)`],
  'look-ups': [sql`sum(look_ups)`, sql`count(*) filter (where f.arm = 'assisted')`], // a silent call has no desk to look up on
  'handling-seconds': [
    sql`coalesce(sum(talk_ms + after_ms) filter (where after_ms is not null), 0) / 1000.0`,
    sql`count(*) filter (where after_ms is not null)`,
  ],
  'after-share': [
    sql`coalesce(sum(after_ms), 0) / 1000.0`,
    sql`coalesce(sum(talk_ms + after_ms) filter (where after_ms is not null), 0) / 1000.0`,
  ],
  serious: [sql`100 * sum(a.serious)`, judged],
  'serious-confirmed': [sql`100 * sum(a.serious_confirmed)`, judged],
  general: [sql`100 * sum(a.general)`, judged],
  'general-confirmed': [sql`100 * sum(a.general_confirmed)`, judged],
  omitted: [sql`sum(omitted)`, sql`sum(steps)`],
  'again-7': [sql`sum(g.again)`, sql`sum(g.eligible)`],
  unchanged: [sql`count(*) filter (where unchanged)`, sql`count(*) filter (where confirmed)`],
  corrected: [sql`count(*) filter (where corrected)`, sql`count(*) filter (where confirmed)`],
  unread: [sql`count(*) filter (where wrap_ms < 1000)`, sql`count(*) filter (where confirmed)`],
  'silence-share': [
    sql`coalesce(sum(silence_ms), 0) / 1000.0`,
    sql`coalesce(sum(talk_ms) filter (where layout <> 'text'), 0) / 1000.0`, // a chat is silent by nature
  ],
  'hold-seconds': [sql`coalesce(sum(hold_ms), 0) / 1000.0`, sql`count(*) filter (where layout <> 'text')`],
  'talk-overs': [sql`coalesce(sum(talk_overs), 0)`, sql`count(*) filter (where layout = 'dual')`],
  'speech-rate': [sql`coalesce(sum(letters), 0)`, sql`coalesce(sum(spoken_ms), 0) / 60000.0`],
  reach: [sql`0`, sql`0`], // of announcements, not of calls: read-reach.ts
  acknowledged: [sql`0`, sql`0`],
};

/** Sums of every metric for each group of calls opened in the asked weeks. */
export async function readGroups(db: Db, scope: ValueScope, asked: ValueAsked, now: Date): Promise<readonly ValueGroup[]> {
  const columns = ValueMetric.options.flatMap((metric, at) => [
    sql`(${pieces[metric][0]})::float8 as ${sql.ref(`over${at}`)}`,
    sql`(${pieces[metric][1]})::float8 as ${sql.ref(`under${at}`)}`,
  ]);
  const inScope =
    scope.kind === 'all'
      ? sql`true`
      : scope.kind === 'own'
        ? sql`f.agent = ${scope.staffNo}`
        : sql`f.unit = any(${[...scope.units]}::text[])`;
  const { rows } = await sql<Record<string, unknown>>`
    select coalesce(f.agent, '') as agent, coalesce(f.unit, '') as unit, f.week::text as week, f.queue, f.tenure, f.arm, count(*)::int as calls, count(*) filter (where f.invented)::int as invented,
      count(*) filter (where layout in ('mono', 'unknown'))::int as one_channel,
      ${sql.join(columns)}
    from call_facts f
    left join lateral (
      select count(*) filter (where severity = 'serious') as serious, count(*) filter (where severity = 'general') as general,
        count(*) filter (where severity = 'serious' and status = 'confirmed') as serious_confirmed,
        count(*) filter (where severity = 'general' and status = 'confirmed') as general_confirmed
      from alerts where alerts.conversation = f.conversation and alerts.status <> 'withdrawn') a on true
    left join lateral (
      select (f.customer is not null and f.leaf is not null and f.opened_at < ${new Date(now.getTime() - 7 * 86_400_000)})::int as eligible,
        (f.opened_at < ${new Date(now.getTime() - 7 * 86_400_000)} and exists (select from call_facts later where later.customer = f.customer and later.leaf = f.leaf
          and later.opened_at > f.opened_at and later.opened_at <= f.opened_at + interval '7 days'))::int as again) g on true
    where f.week >= ${asked.from}::date and f.week < ${asked.to}::date and ${inScope}
      and (${asked.unit ?? null}::text is null or f.unit = ${asked.unit ?? null}) and (${asked.queue ?? null}::text is null or f.queue = ${asked.queue ?? null})
    group by 1, 2, 3, 4, 5, 6`.execute(db);
  return rows.map(row => ({
    agent: String(row.agent),
    unit: String(row.unit),
    week: String(row.week),
    queue: String(row.queue),
    tenure: Tenure.parse(row.tenure),
    arm: row.arm === 'silent' ? 'silent' : 'assisted',
    calls: Number(row.calls),
    invented: Number(row.invented),
    oneChannel: Number(row.one_channel),
    sums: Object.fromEntries(
      ValueMetric.options.map((metric, at) => [metric, { over: Number(row[`over${at}`] ?? 0), under: Number(row[`under${at}`] ?? 0) }]),
    ) as Record<ValueMetric, Sum>,
  }));
}

/** The page: every metric for both arms, by week, and how far the arms are apart; and the tables behind it. */
export function reportOf(groups: readonly ValueGroup[]): Pick<ValueReport, 'calls' | 'invented' | 'oneChannel' | 'rows' | 'tables'> {
  const weeks = [...Map.groupBy(groups, group => group.week)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    calls: callsOf(groups),
    invented: groups.reduce((sum, group) => sum + group.invented, 0),
    oneChannel: groups.reduce((sum, group) => sum + group.oneChannel, 0),
    rows: ValueMetric.options.map(
      (metric): ValueRow => ({
        metric,
        ...figureOf(groups, metric),
        difference: differenceOf(agentSums(groups, metric)),
        weeks: weeks.map(([week, some]) => ({ week, ...figureOf(some, metric), intervals: intervalsOf(some, metric) })),
      }),
    ),
    tables: tablesOf(groups),
  };
}

/** How sure the figure of either arm is, by how far its agents are apart. */
function intervalsOf(groups: readonly ValueGroup[], metric: ValueMetric): ValueRow['weeks'][number]['intervals'] {
  const of = (arm: ValueGroup['arm']) => {
    const agents = Map.groupBy(
      groups.filter(group => group.arm === arm),
      group => group.agent,
    );
    const found = intervalOf([...agents.values()].map(some => sumOf(some, metric)));
    const most = valueScale[metric].as === 'percent' ? 100 : Number.POSITIVE_INFINITY;
    return found && { low: scaleOf(metric) * found.low, high: Math.min(most, scaleOf(metric) * found.high) };
  };
  return { assisted: of('assisted'), silent: of('silent') };
}

function agentSums(groups: readonly ValueGroup[], metric: ValueMetric): readonly AgentSums[] {
  const scale = scaleOf(metric);
  const none: Sum = { over: 0, under: 0 };
  const cells = new Map<string, { agent: string; stratum: string; assisted: Sum; silent: Sum }>();
  for (const { agent, week, queue, tenure, arm, sums } of groups) {
    const stratum = `${week} ${queue} ${tenure}`;
    const cell = cells.get(`${agent} ${stratum}`) ?? { agent, stratum, assisted: none, silent: none };
    const { over, under } = sums[metric];
    cell[arm] = { over: cell[arm].over + scale * over, under: cell[arm].under + under };
    cells.set(`${agent} ${stratum}`, cell);
  }
  return [...cells.values()];
}
