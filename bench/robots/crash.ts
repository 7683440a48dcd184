import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { crashBot, type Through } from '#bench/robots/crash-bots.ts';
import { runnerProcess } from '#bench/robots/runner-process.ts';
import { startTarget } from '#bench/robots/target.ts';
import { hashOf } from '#server/canonical.ts';
import type { Db } from '#server/db/schema.ts';
import { verifyJournal } from '#server/robots/runs/journal.ts';
import { queueRun } from '#server/robots/runs/start-run.ts';
import { keyRing } from '#server/vault/seal.ts';

/** Where in its bot a run stands when its runner dies. `lost`: the request was never carried out; `done`: it was, and nobody answered. */
export const crashPoints = [
  'before-read',
  'read-lost',
  'read-done',
  'before-write',
  'write-lost',
  'write-done',
  'before-commit',
  'commit-lost',
  'commit-done',
  'commit-blind', // done, and reading it tells nothing: a person has to look
  'after-commit',
  'after-all',
] as const;
type CrashPoint = (typeof crashPoints)[number];

const heldAt: Readonly<Record<CrashPoint, readonly [what: string, when: 'before' | 'after'] | null>> = {
  'before-read': ['first', 'before'],
  'read-lost': ['read', 'before'],
  'read-done': ['read', 'after'],
  'before-write': ['second', 'after'],
  'write-lost': ['write', 'before'],
  'write-done': ['write', 'after'],
  'before-commit': ['third', 'after'],
  'commit-lost': ['commit', 'before'],
  'commit-done': ['commit', 'after'],
  'commit-blind': ['commit', 'after'],
  'after-commit': ['last', 'before'],
  'after-all': ['last', 'after'],
};

/** What became of one run whose runner was killed. */
export interface CrashRow {
  readonly point: CrashPoint;
  readonly state: string;
  readonly commits: number;
  readonly writes: number;
  readonly journal: 'ok' | 'broken';
}

/** Kills a runner with a run at every point at once (kill -9), starts another, and says what became of each. */
export async function crashRound(db: Db, url: string, round: number, through: Through = 'http'): Promise<readonly CrashRow[]> {
  const keyOf = (point: CrashPoint) => `${point === 'commit-blind' ? 'blind' : 'key'}-${round}-${point}`;
  const pointOf = new Map(crashPoints.map(point => [keyOf(point), point]));
  const target = await startTarget({
    answers: through === 'http' ? 'json' : 'pages',
    holds(what, key) {
      const at = heldAt[pointOf.get(key) ?? 'before-read'];
      return at?.[0] === what ? at[1] : null;
    },
  });
  const bot = crashBot(through, target.origin, `crash-${round}`);
  const ring = keyRing(new Uint8Array(32).fill(7));
  const runs = new Map<CrashPoint, string>();
  for (const point of crashPoints) {
    const started = await db
      .transaction()
      .execute(trx =>
        queueRun(
          trx,
          ring,
          { bot, version: hashOf(bot) },
          {},
          { inputs: { key: keyOf(point) }, mode: 'real', askedBy: 'bench', cause: { kind: 'api' } },
        ),
      );
    if (started.kind === 'refused') throw new Error(JSON.stringify(started.problems));
    runs.set(point, started.id);
  }
  let runner: ChildProcess | null = null;
  try {
    const config = { url, node: `crash-${round}`, atOnce: crashPoints.length, through };
    runner = await runnerProcess(config);
    await until(() => target.held().length === crashPoints.length);
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    target.release();
    runner = await runnerProcess(config);
    const ids = [...runs.values()];
    await until(async () => {
      const open = await db
        .selectFrom('robot_runs')
        .select('id')
        .where('id', 'in', ids)
        .where('state', 'in', ['queued', 'running', 'waiting'])
        .limit(1)
        .executeTakeFirst();
      return open === undefined;
    });
    const rows: CrashRow[] = [];
    for (const [point, id] of runs) {
      const { state } = await db.selectFrom('robot_runs').select('state').where('id', '=', id).executeTakeFirstOrThrow();
      const { kind } = await verifyJournal(db, id);
      rows.push({
        point,
        state,
        commits: target.done(`commit ${keyOf(point)}`),
        writes: target.done(`write ${keyOf(point)}`),
        journal: kind,
      });
    }
    return rows;
  } finally {
    runner?.kill('SIGKILL');
    await target.close();
  }
}

/** Looks until it holds; for as long as a loaded machine may need. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 15_000; tries++) {
    if (await holds()) return;
    await pause(20);
  }
  throw new Error('it did not come to that within five minutes');
}
