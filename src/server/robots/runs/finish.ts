import { randomUUID } from 'node:crypto';
import type { RobotTrouble, RunWait, TaskKind, TaskShows } from '#domain/robot-run.ts';
import type { Order, Refused } from '#robots/orders.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import { leaveTargets } from '#server/robots/runs/claim.ts';
import { type NewRow, writeJournal } from '#server/robots/runs/journal.ts';
import type { Ride } from '#server/robots/runs/ride.ts';
import { wakeRunners } from '#server/robots/runs/wake.ts';

/** How a ride ends: the run is over, waits for a person, or is tried again later. */
export type Finish =
  | { readonly kind: 'done'; readonly outputs: Readonly<Record<string, unknown>>; readonly refused: readonly Refused[] }
  | { readonly kind: 'rehearsed'; readonly refused: readonly Refused[] }
  | { readonly kind: 'failed'; readonly trouble: RobotTrouble }
  | { readonly kind: 'cancelled'; readonly by: string; readonly reason: string; readonly trouble?: RobotTrouble }
  | { readonly kind: 'waits'; readonly task: NewTask }
  | { readonly kind: 'waits-on'; readonly task: string; readonly taskKind: TaskKind; readonly untilMs: number | null } // for a task that is there already
  | { readonly kind: 'again'; readonly afterMs: number; readonly failures: number; readonly trouble: RobotTrouble | null };

/** Something a person is asked. */
export interface NewTask {
  readonly kind: TaskKind;
  readonly shows: TaskShows;
  readonly withinMs: number | null;
  readonly otherwise: 'abort' | 'hand-over' | null;
}

/** Ends a ride: the last rows, the run's state, its targets and its secrets in one transaction, and a call to whoever may go on. */
export async function finish(
  ride: Ride,
  how: Finish,
  order: Order | null,
  rows: readonly NewRow[],
  also?: (trx: Trx, at: Date) => Promise<void>,
): Promise<void> {
  const task = how.kind === 'waits' ? randomUUID() : null;
  const written = rows.map(row =>
    task && (row.what === 'waiting' || row.what === 'unknown') ? { ...row, details: { ...row.details, task } } : row,
  );
  await writeJournal(ride.parts.db, ride.parts.ring, ride.holder, written, async (trx, at) => {
    if (also) await also(trx, at);
    if (how.kind === 'waits' && task) await makeTask(trx, ride, task, how.task, order, at);
    await settleRun(trx, ride, how, order, at);
    await leaveTargets(trx, ride.run);
    await wakeRunners(trx);
    if (how.kind === 'waits' || how.kind === 'waits-on' || how.kind === 'again') return;
    const { head, rows: count } = await trx
      .selectFrom('robot_runs')
      .select(['head', 'rows'])
      .where('id', '=', ride.run.id)
      .executeTakeFirstOrThrow();
    await audit(trx, {
      who: how.kind === 'cancelled' ? how.by : 'system',
      action: `robot-run-${how.kind}`,
      subject: `robot-run/${ride.run.id}`,
      details: {
        bot: ride.run.bot,
        version: ride.run.version,
        rows: count,
        head: head.toString('hex'),
        ...('trouble' in how && how.trouble ? { trouble: codeOf(how.trouble) } : {}),
      },
    });
  });
}

async function settleRun(trx: Trx, ride: Ride, how: Finish, order: Order | null, at: Date): Promise<void> {
  const { run, hidden } = ride;
  const away = { runner: null, beat_at: null };
  const set = (values: object) =>
    trx
      .updateTable('robot_runs')
      .set({ ...away, ...values })
      .where('id', '=', run.id)
      .execute();
  switch (how.kind) {
    case 'waits':
    case 'waits-on': {
      const kind = how.kind === 'waits' ? how.task.kind : how.taskKind;
      const untilMs = how.kind === 'waits' ? (how.task.withinMs === null ? null : at.getTime() + how.task.withinMs) : how.untilMs;
      await set({
        state: kind === 'decision' ? 'unknown' : 'waiting',
        waits: JSON.stringify(waitOf(kind, order?.path ?? '', untilMs)),
        wish: null,
      });
      return;
    }
    case 'again':
      await set({
        state: 'queued',
        next_at: new Date(at.getTime() + how.afterMs),
        failures: how.failures,
        trouble: how.trouble && JSON.stringify(hidden.within(how.trouble)),
        waits: null,
      });
      return;
    case 'failed':
      await set({ ...over(at), state: 'failed', trouble: JSON.stringify(hidden.within(how.trouble)) });
      break;
    case 'cancelled':
      await set({ ...over(at), state: 'cancelled', sealed: null, ...(how.trouble ? { trouble: JSON.stringify(how.trouble) } : {}) });
      break;
    case 'rehearsed':
      await set({ ...over(at), state: 'rehearsed', trouble: null, business: how.refused.length, sealed: null });
      break;
    case 'done':
      await set({
        ...over(at),
        state: run.mode === 'dry' ? 'rehearsed' : 'done',
        trouble: null,
        business: how.refused.length,
        outputs: JSON.stringify(hidden.within(how.outputs)),
        sealed: null,
      });
      break;
  }
  await trx.deleteFrom('robot_results').where('run', '=', run.id).execute();
  await trx
    .updateTable('robot_tasks')
    .set({ state: 'withdrawn' })
    .where('run', '=', run.id)
    .where('state', 'in', ['open', 'second'])
    .execute();
}

async function makeTask(trx: Trx, { run }: Ride, id: string, task: NewTask, order: Order | null, at: Date): Promise<void> {
  await trx
    .insertInto('robot_tasks')
    .values({
      id,
      run: run.id,
      path: order?.path ?? '',
      step: order?.step ?? '',
      bot: run.bot,
      version: run.version,
      kind: task.kind,
      shows: JSON.stringify(task.shows),
      until_at: task.withinMs === null ? null : new Date(at.getTime() + task.withinMs),
      otherwise: task.otherwise,
      asked_by: run.asked_by,
      asked_for: run.asked_for,
      conversation: run.conversation,
      made_at: at,
      answer: null,
      reason: null,
      settled_by: null,
      settled_at: null,
      second_by: null,
      second_at: null,
    })
    .execute();
}

/** What stands on a run that is over, however it ended. */
function over(at: Date) {
  return { ended_at: at, waits: null, wish: null };
}

function waitOf(kind: TaskKind, step: string, untilMs: number | null): RunWait {
  switch (kind) {
    case 'approval':
    case 'answer':
      return { for: kind, step, until: untilMs ?? 0 };
    case 'hand-over':
    case 'decision':
      return { for: kind, step };
  }
}

/** A trouble's short name, for figures and the audit. */
export function codeOf(trouble: RobotTrouble): string {
  switch (trouble.kind) {
    case 'business':
    case 'system':
      return trouble.code;
    case 'busy':
      return 'BUSY';
    case 'in-doubt':
      return 'IN_DOUBT';
  }
}
