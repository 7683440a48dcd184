import { sql } from 'kysely';
import { Bot } from '#domain/bot.ts';
import type { RobotTrouble, RunState, TaskKind } from '#domain/robot-run.ts';
import type { RobotsToday } from '#protocol/robot-runs.ts';
import { allSteps, titlesOf } from '#robots/steps.ts';
import { zoneOffsetMs } from '#server/announce/zone.ts';
import type { Db } from '#server/db/schema.ts';
import { codeOf } from '#server/robots/runs/finish.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const riskMs = 60 * 60_000; // a deadline within the hour
const most = 50;

/** What the control room opens on: what was done today, what failed and why, who is waited for, what will be late, where pages drift. */
export async function readToday(db: Db, nowMs: number, timeZone: string): Promise<RobotsToday> {
  const offset = zoneOffsetMs(nowMs, timeZone);
  const since = new Date(Math.floor((nowMs + offset) / dayMs) * dayMs - offset);
  const [counts, hours, failed, waiting, atRisk, drift, saved, off] = await Promise.all([
    countRuns(db, since),
    readHours(db, nowMs, offset),
    sql<{ trouble: RobotTrouble; runs: number }>`
      select trouble, count(*)::int as runs from robot_runs where state = 'failed' and ended_at >= ${since} and requeued_as is null
      group by trouble order by runs desc limit 500`.execute(db),
    sql<
      Titled & {
        task: string;
        run: string;
        what: string;
        whatEn: string | null;
        reference: string | null;
        kind: TaskKind;
        at: Date;
        until: Date | null;
        state: string;
      }
    >`
      select t.id as task, t.run, t.bot, b.body->>'title' as title, b.body->>'titleEn' as "titleEn", t.shows->>'title' as what, t.shows->>'titleEn' as "whatEn", r.reference,
        t.kind, t.made_at as at, t.until_at as until, t.state
      from robot_tasks t join robot_bodies b on b.version = t.version join robot_runs r on r.id = t.run
      where t.state in ('open', 'second') order by t.made_at limit ${most}`.execute(db),
    sql<Titled & { run: string; deadline: Date; state: RunState }>`
      select r.id as run, r.bot, b.body->>'title' as title, b.body->>'titleEn' as "titleEn", r.deadline_at as deadline, r.state
      from robot_runs r join robot_bodies b on b.version = r.version
      where r.state in ('queued', 'running', 'waiting', 'unknown') and r.deadline_at < ${new Date(nowMs + riskMs)} order by r.deadline_at limit ${most}`.execute(
      db,
    ),
    readDrift(db, since),
    sql<Titled & { items: number; minutes: number; source: string; sourceEn: string | null; on: string }>`
      select r.bot, max(b.body->>'title') as title, max(b.body->>'titleEn') as "titleEn", count(*)::int as items, round(sum(r.by_hand_ms) / 60000.0, 1)::float8 as minutes,
        max(b.body->'byHand'->>'source') as source, max(b.body->'byHand'->>'sourceEn') as "sourceEn", max(b.body->'byHand'->>'on') as on
      from robot_runs r join robot_bodies b on b.version = r.version
      where r.state = 'done' and r.ended_at >= ${since} and r.by_hand_ms is not null group by r.bot order by minutes desc limit ${most}`.execute(
      db,
    ),
    db.selectFrom('robot_switches').select(['kind', 'name', 'reason']).execute(),
  ]);
  return {
    since: since.toISOString(),
    utcOffsetMinutes: offset / 60_000,
    ...counts,
    hours,
    failed: byKind(failed.rows),
    waiting: waiting.rows.map(({ at, until, state, reference, whatEn, ...task }) => ({
      ...inEnglish(task),
      ...(whatEn ? { whatEn } : {}),
      ...(reference ? { reference } : {}),
      at: at.toISOString(),
      ...(until ? { until: until.toISOString() } : {}),
      second: state === 'second',
    })),
    atRisk: atRisk.rows.map(({ deadline, ...run }) => ({ ...inEnglish(run), deadlineAt: deadline.toISOString() })),
    drift,
    saved: saved.rows.map(({ sourceEn, ...row }) => ({ ...inEnglish(row), ...(sourceEn ? { sourceEn } : {}) })),
    off,
  };
}

async function countRuns(db: Db, since: Date) {
  const { rows } = await sql<{ done: number; rehearsed: number; cancelled: number; running: number; queued: number }>`
    select (select count(*)::int from robot_runs where state = 'done' and ended_at >= ${since}) as done,
      (select count(*)::int from robot_runs where state = 'rehearsed' and ended_at >= ${since}) as rehearsed,
      (select count(*)::int from robot_runs where state = 'cancelled' and ended_at >= ${since}) as cancelled,
      (select count(*)::int from robot_runs where state = 'running') as running,
      (select count(*)::int from robot_runs where state = 'queued') as queued`.execute(db);
  return rows[0] ?? { done: 0, rehearsed: 0, cancelled: 0, running: 0, queued: 0 };
}

/** What each bot finished and failed in the last 24 hours, by the bank's own hours. */
async function readHours(db: Db, nowMs: number, offsetMs: number): Promise<RobotsToday['hours']> {
  const first = Math.floor((nowMs + offsetMs) / hourMs) * hourMs - offsetMs - 23 * hourMs;
  const { rows } = await sql<{ bot: string; title: string; titleEn: string | null; hour: number; done: number; failed: number }>`
    select r.bot, max(b.body->>'title') as title, max(b.body->>'titleEn') as "titleEn",
      floor((extract(epoch from r.ended_at) * 1000 - ${first}) / ${hourMs})::int as hour,
      count(*) filter (where r.state = 'done')::int as done, count(*) filter (where r.state = 'failed')::int as failed
    from robot_runs r join robot_bodies b on b.version = r.version
    where r.state in ('done', 'failed') and r.ended_at >= ${new Date(first)} group by r.bot, hour`.execute(db);
  const bots = new Map<string, RobotsToday['hours']['bots'][number]>();
  for (const { bot, title, titleEn, hour, done, failed } of rows) {
    if (hour > 23) continue; // of a clock that is ahead of ours
    const none = { bot, title, ...(titleEn === null ? {} : { titleEn }), done: zeros(), failed: zeros() };
    const row = bots.get(bot) ?? none;
    row.done[hour] = done;
    row.failed[hour] = failed;
    bots.set(bot, row);
  }
  const runs = ({ done, failed }: { readonly done: readonly number[]; readonly failed: readonly number[] }) =>
    [...done, ...failed].reduce((sum, one) => sum + one, 0);
  return {
    starts: zeros().map((_, hour) => new Date(first + hour * hourMs).toISOString()),
    bots: [...bots.values()].sort((a, b) => runs(b) - runs(a)).slice(0, most),
  };
}

function zeros(): number[] {
  return Array.from({ length: 24 }, () => 0);
}

/** Steps of today where a lower-ranked selector had to help: the page is not what it was when the bot was written. */
async function readDrift(db: Db, since: Date): Promise<RobotsToday['drift']> {
  const before = new Date(since.getTime() - dayMs);
  const { rows } = await sql<{ body: unknown; step: string; runs: number; rank: number; yesterday: number }>`
    with drifted as (
      select r.bot, max(r.version) as version, s.step, s.run, s.at >= ${since} as is_today, max((a->>'selector')::int) as rank
      from robot_steps s join robot_runs r on r.id = s.run, jsonb_array_elements(s.details->'actions') a
      where s.at >= ${before} and s.what = 'done' and jsonb_typeof(s.details->'actions') = 'array' and (a->>'selector')::int > 0
      group by r.bot, s.step, s.run, is_today)
    select (select b.body from robot_bodies b where b.version = max(d.version)) as body, d.step,
      count(*) filter (where is_today)::int as runs, max(rank) filter (where is_today) as rank, count(*) filter (where not is_today)::int as yesterday
    from drifted d group by d.bot, d.step having count(*) filter (where is_today) > 0 order by runs desc limit ${most}`.execute(db);
  return rows.map(({ body, step, ...row }) => {
    const { bot, title, titleEn, steps } = Bot.parse(body);
    const drifted = allSteps(steps).find(one => one.step.id === step);
    const titles = drifted ? titlesOf(drifted.step) : {};
    return { bot, title, titleEn, step: titles.title ?? step, stepEn: titles.titleEn, ...row };
  });
}

/** Whose title has an English form or none. */
interface Titled {
  readonly bot: string;
  readonly title: string;
  readonly titleEn: string | null;
}

function inEnglish<Row extends Titled>({ titleEn, ...row }: Row) {
  return { ...row, ...(titleEn ? { titleEn } : {}) };
}

function byKind(rows: readonly { readonly trouble: RobotTrouble; readonly runs: number }[]): RobotsToday['failed'] {
  const kinds = new Map<string, RobotsToday['failed'][number]>();
  for (const { trouble, runs } of rows) {
    const code = codeOf(trouble);
    const before = kinds.get(`${trouble.kind} ${code}`);
    const { message: says, messageEn: saysEn } = trouble.kind === 'business' ? trouble : {};
    kinds.set(`${trouble.kind} ${code}`, { kind: trouble.kind, code, ...(says ? { says, saysEn } : {}), runs: (before?.runs ?? 0) + runs });
  }
  return [...kinds.values()].sort((a, b) => b.runs - a.runs);
}
