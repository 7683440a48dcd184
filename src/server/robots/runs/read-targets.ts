import { sql } from 'kysely';
import type { RobotTargetList } from '#protocol/robot-runs.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db } from '#server/db/schema.ts';
import { liveBots } from '#server/robots/bots/live-bot.ts';

/** The systems robots work in: their limits, who is at them, and whether they are left alone. */
export async function readTargets(db: Db): Promise<Omit<RobotTargetList, 'browser'>> {
  const [rows, switches, queued, live] = await Promise.all([
    db.selectFrom('robot_targets').selectAll().orderBy('name').execute(),
    db.selectFrom('robot_switches').selectAll().orderBy('off_at').execute(),
    sql<{ name: string; runs: number }>`
      select name, count(*)::int as runs from robot_runs, unnest(targets) as name where state = 'queued' group by name`.execute(db),
    liveBots(db),
  ]);
  const english = new Map(
    live.flatMap(({ bot }) => Object.entries(bot.targets).map(([name, { title, titleEn }]) => [`${name} ${title}`, titleEn] as const)),
  );
  const named = await namesOf(
    db,
    switches.map(row => row.off_by),
  );
  const waiting = new Map(queued.rows.map(row => [row.name, row.runs]));
  const off = switches.map(row => ({
    kind: row.kind,
    name: row.name,
    by: named(row.off_by),
    at: row.off_at.toISOString(),
    reason: row.reason,
  }));
  return {
    off,
    targets: rows.map(row => {
      const closed = off.find(one => one.kind === 'target' && one.name === row.name);
      const { broken } = row.use;
      const isBroken = broken !== null && (broken.untilMs === null || broken.untilMs > Date.now());
      return {
        name: row.name,
        title: row.title,
        titleEn: english.get(`${row.name} ${row.title}`),
        ...(row.origin === null ? {} : { origin: row.origin }),
        hosts: row.hosts,
        concurrent: row.concurrent,
        perMinute: row.per_minute,
        failedLogins: row.failed_logins,
        slowMs: row.slow_ms,
        on: closed === undefined,
        ...(closed ? { off: { by: closed.by, at: closed.at, reason: closed.reason } } : {}),
        running: [...row.use.running],
        queued: waiting.get(row.name) ?? 0,
        loginFailures: row.use.failedLogins,
        ...(isBroken
          ? { broken: { why: broken.why, ...(broken.untilMs === null ? {} : { until: new Date(broken.untilMs).toISOString() }) } }
          : {}),
      };
    }),
  };
}
