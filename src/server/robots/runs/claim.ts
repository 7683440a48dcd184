import { type Selectable, sql } from 'kysely';
import { begin, leave, type TargetUse } from '#robots/limits.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { RobotRunTables } from '#server/db/tables/robot-runs.ts';
import { limitsOf, writeUse } from '#server/robots/runs/targets.ts';

/** A run as its row stands. */
export type RunRow = Selectable<RobotRunTables['robot_runs']>;

/** What a look into the queue came to. `againMs`: something may be due then, though nobody calls. */
export type Claimed = { readonly kind: 'run'; readonly run: RunRow } | { readonly kind: 'nothing'; readonly againMs: number | null };

/** Who looks, and whether pages can be opened there. */
export interface Claimer {
  readonly runner: string;
  readonly browser: 'browser' | 'no-browser';
}

/**
 * Takes the first run that may begin: the highest priority, then the oldest, whose targets all have room. Rows of runs and targets are
 * locked while it is decided, so that no two nodes let one too many in; a run that must wait is not touched at all.
 */
export async function claimRun(db: Db, { runner, browser }: Claimer): Promise<Claimed> {
  return await db.transaction().execute(async trx => {
    const off = await trx.selectFrom('robot_switches').select(['kind', 'name']).execute();
    if (off.some(({ kind }) => kind === 'all')) return { kind: 'nothing', againMs: null };
    const offBots = off.flatMap(({ kind, name }) => (kind === 'bot' ? [name] : []));
    const full = new Set(off.flatMap(({ kind, name }) => (kind === 'target' ? [name] : [])));
    let againMs: number | null = null;
    for (;;) {
      const { rows } = await sql<{ id: string; targets: string[]; now: number }>`
        select id, targets, (extract(epoch from clock_timestamp()) * 1000)::float8 as now from robot_runs
        where state = 'queued' and next_at <= clock_timestamp() and not (targets && ${[...full]}::text[])
          and bot <> all(${offBots}::text[]) and (${browser === 'browser'} or not needs_browser)
        order by priority desc, seq limit 1 for update skip locked`.execute(trx);
      const next = rows[0];
      if (!next) return { kind: 'nothing', againMs: soonest(againMs, await nextDue(trx)) };
      const busy = await enter(trx, next.id, next.targets, Math.round(next.now));
      if (busy === null) return { kind: 'run', run: await take(trx, next.id, runner) };
      full.add(busy.target);
      againMs = soonest(againMs, busy.retryAfterMs);
    }
  });
}

/** Takes runs over whose runner is gone: it stopped beating, or is this very process in its life before. */
export async function takeOverRuns(db: Db, runner: string, which: 'stale' | 'own', most: number): Promise<readonly RunRow[]> {
  return await db.transaction().execute(async trx => {
    const gone =
      which === 'own'
        ? sql<boolean>`runner = ${runner}`
        : sql<boolean>`beat_at < clock_timestamp() - ${staleMs} * interval '1 millisecond'`;
    const rows = await trx
      .selectFrom('robot_runs')
      .select('id')
      .where('state', '=', 'running')
      .where(gone)
      .orderBy('seq')
      .limit(most)
      .forUpdate()
      .skipLocked()
      .execute();
    const taken: RunRow[] = [];
    for (const { id } of rows) {
      await trx.updateTable('robot_runs').set({ takeovers: sql<number>`takeovers + 1` }).where('id', '=', id).execute();
      taken.push(await take(trx, id, runner));
    }
    return taken;
  });
}

/** Says that these runs are being worked on, and answers what people asked of them meanwhile. */
export async function beat(db: Db, runner: string): Promise<readonly Pick<RunRow, 'id' | 'epoch' | 'wish'>[]> {
  return await db
    .updateTable('robot_runs')
    .set({ beat_at: sql<Date>`clock_timestamp()` })
    .where('runner', '=', runner)
    .where('state', '=', 'running')
    .returning(['id', 'epoch', 'wish'])
    .execute();
}

/** A run has left its targets: the next one may come. */
export async function leaveTargets(trx: Trx, run: Pick<RunRow, 'id' | 'targets'>): Promise<void> {
  const rows = await trx
    .selectFrom('robot_targets')
    .select(['name', 'use'])
    .where('name', 'in', atLeastOne(run.targets))
    .orderBy('name')
    .forUpdate()
    .execute();
  for (const { name, use } of rows) if (use.running.includes(run.id)) await writeUse(trx, name, leave(use, run.id));
}

/** A runner that has not beaten for this long is gone. It beats far more often. */
const staleMs = 30_000;
export const beatEveryMs = 5_000;

async function enter(
  trx: Trx,
  run: string,
  targets: readonly string[],
  nowMs: number,
): Promise<{ readonly target: string; readonly retryAfterMs: number | null } | null> {
  const rows = await trx
    .selectFrom('robot_targets')
    .selectAll()
    .where('name', 'in', atLeastOne(targets))
    .orderBy('name')
    .forUpdate()
    .execute();
  const uses: [string, TargetUse][] = [];
  for (const row of rows) {
    const admission = begin(limitsOf(row), row.use, run, nowMs);
    if (admission.kind === 'busy') return { target: row.name, retryAfterMs: admission.retryAfterMs };
    uses.push([row.name, admission.use]);
  }
  for (const [name, use] of uses) await writeUse(trx, name, use);
  return null;
}

async function take(trx: Trx, id: string, runner: string): Promise<RunRow> {
  const now = sql<Date>`date_trunc('milliseconds', clock_timestamp())`;
  return await trx
    .updateTable('robot_runs')
    .set({
      state: 'running',
      runner,
      epoch: sql<number>`epoch + 1`,
      beat_at: now,
      begun_at: sql<Date>`coalesce(begun_at, ${now})`,
      waits: null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function nextDue(trx: Trx): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    select (extract(epoch from min(next_at) - clock_timestamp()) * 1000)::float8 as ms from robot_runs
    where state = 'queued' and next_at > clock_timestamp()`.execute(trx);
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.max(1, Math.ceil(ms));
}

function soonest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

function atLeastOne(names: readonly string[]): readonly string[] {
  return names.length > 0 ? names : [''];
}
