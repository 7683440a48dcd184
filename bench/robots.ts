import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CrashRow, crashPoints, crashRound } from '#bench/robots/crash.ts';
import { plainParts } from '#bench/robots/runner-process.ts';
import { startTarget } from '#bench/robots/target.ts';
import { Bot } from '#domain/bot.ts';
import { hashOf } from '#server/canonical.ts';
import { openDatabase } from '#server/db/connect.ts';
import { eraseEmbedded } from '#server/db/embedded-control.ts';
import type { Db } from '#server/db/schema.ts';
import { Runner } from '#server/robots/runs/runner.ts';
import { queueRun } from '#server/robots/runs/start-run.ts';
import { keyRing } from '#server/vault/seal.ts';

/** How fast runs of robots go, and what becomes of them when their runner dies. */
export interface RobotsBench {
  /** Jobs on a target that lets two in at once: what it took, and what it would take if nothing but the target took time. */
  readonly limited: {
    readonly jobs: number;
    readonly limit: number;
    readonly targetMs: number;
    readonly idealMs: number;
    readonly elapsedMs: number;
    readonly timesIdeal: number;
    readonly atOnce: number;
  };
  readonly queue: {
    readonly items: number;
    readonly queuedPerSecond: number;
    readonly runsPerSecond: number;
    readonly rowsPerSecond: number; // of the journal
    readonly cpuMsPerRun: number;
    readonly rssMb: { readonly before: number; readonly after: number };
  };
  readonly crash: {
    readonly runs: number;
    readonly doubled: number; // commits done twice
    readonly lost: number; // commits not done though the run is over, or a run that never ended
    readonly done: number;
    readonly forPeople: number;
    readonly broken: number; // journals
    readonly unexpected: readonly CrashRow[];
  };
}

/** Measures on an embedded database of its own, with fsync on. */
export async function benchRobots(asked: {
  readonly jobs: number;
  readonly items: number;
  readonly rounds: number;
  readonly tell: (news: string) => void;
}): Promise<RobotsBench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskside-bench-'));
  const database = await openDatabase({ dataDir });
  try {
    const { db, url } = database;
    asked.tell(`${asked.jobs} jobs on a target limited to 2`);
    const limited = await benchLimited(db, url, asked.jobs);
    asked.tell(`${asked.items} items in the queue`);
    const queue = await benchQueue(db, url, asked.items);
    const rows: CrashRow[] = [];
    for (let round = 1; round <= asked.rounds; round++) {
      asked.tell(`a runner killed with ${crashPoints.length} runs under way, ${round} of ${asked.rounds}`);
      rows.push(...(await crashRound(db, url, round)));
    }
    const isRight = ({ point, state, commits, journal }: CrashRow) =>
      state === (point === 'commit-blind' ? 'unknown' : 'done') && commits === 1 && journal === 'ok';
    return {
      limited,
      queue,
      crash: {
        runs: rows.length,
        doubled: rows.filter(row => row.commits > 1).length,
        lost: rows.filter(row => row.commits < 1 || (row.state !== 'done' && row.state !== 'unknown')).length,
        done: rows.filter(row => row.state === 'done').length,
        forPeople: rows.filter(row => row.state === 'unknown').length,
        broken: rows.filter(row => row.journal !== 'ok').length,
        unexpected: rows.filter(row => !isRight(row)),
      },
    };
  } finally {
    await database.close();
    await eraseEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const targetMs = 200;
const limit = 2;

async function benchLimited(db: Db, url: string, jobs: number): Promise<RobotsBench['limited']> {
  const target = await startTarget({ slowMs: targetMs });
  const runner = new Runner(plainParts({ url, node: 'bench-limited', atOnce: 4 }));
  try {
    await runner.start();
    await runAll(db, oneStep('limited', target.origin, limit), 4); // warm
    const began = performance.now();
    await runAll(db, oneStep('limited', target.origin, limit), jobs);
    const elapsedMs = Math.round(performance.now() - began);
    const idealMs = Math.ceil(jobs / limit) * targetMs;
    return { jobs, limit, targetMs, idealMs, elapsedMs, timesIdeal: Number((elapsedMs / idealMs).toFixed(2)), atOnce: target.busiest() };
  } finally {
    await runner.close();
    await target.close();
  }
}

async function benchQueue(db: Db, url: string, items: number): Promise<RobotsBench['queue']> {
  const target = await startTarget();
  const bot = oneStep('queue', target.origin, 100);
  const runner = new Runner(plainParts({ url, node: 'bench-queue', atOnce: 8 }));
  try {
    const rss = () => Math.round(process.memoryUsage().rss / 1e6);
    const before = rss();
    let began = performance.now();
    await queueMany(db, bot, items);
    const queuedMs = performance.now() - began;
    began = performance.now();
    const cpu = process.cpuUsage();
    await runner.start();
    await untilOver(db, 'queue');
    const ranMs = performance.now() - began;
    const used = process.cpuUsage(cpu);
    return {
      items,
      queuedPerSecond: Math.round(items / (queuedMs / 1000)),
      runsPerSecond: Math.round(items / (ranMs / 1000)),
      rowsPerSecond: Math.round((2 * items) / (ranMs / 1000)),
      cpuMsPerRun: Number(((used.user + used.system) / 1000 / items).toFixed(2)),
      rssMb: { before, after: rss() },
    };
  } finally {
    await runner.close();
    await target.close();
  }
}

async function runAll(db: Db, bot: Bot, jobs: number): Promise<void> {
  await queueMany(db, bot, jobs);
  await untilOver(db, bot.bot);
}

async function queueMany(db: Db, bot: Bot, jobs: number): Promise<void> {
  const ring = keyRing(new Uint8Array(32).fill(7));
  const version = hashOf(bot);
  for (let from = 0; from < jobs; from += 50)
    await db.transaction().execute(async trx => {
      for (let job = from; job < Math.min(from + 50, jobs); job++) {
        const started = await queueRun(
          trx,
          ring,
          { bot, version },
          {},
          { inputs: { key: String(job) }, mode: 'real', askedBy: 'bench', cause: { kind: 'api' } },
        );
        if (started.kind === 'refused') throw new Error(JSON.stringify(started.problems));
      }
    });
}

async function untilOver(db: Db, bot: string): Promise<void> {
  for (;;) {
    const open = await db
      .selectFrom('robot_runs')
      .select('id')
      .where('bot', '=', bot)
      .where('state', 'not in', ['done', 'failed', 'unknown', 'cancelled'])
      .limit(1)
      .executeTakeFirst();
    if (!open) break;
    await pause(10);
  }
  const wrong = await db.selectFrom('robot_runs').select('trouble').where('bot', '=', bot).where('state', '<>', 'done').executeTakeFirst();
  if (wrong) throw new Error(`a run did not end well: ${JSON.stringify(wrong.trouble)}`);
}

function oneStep(name: string, origin: string, concurrent: number): Bot {
  return Bot.parse({
    format: 1,
    bot: name,
    title: name,
    purpose: 'extraction',
    inputs: { key: { title: 'key', type: 'text' } },
    targets: { [name]: { title: name, origin, concurrent, perMinute: 6000 } },
    steps: [{ id: 'look', do: 'http', target: name, effect: 'read', method: 'GET', path: '/state/{{ inputs.key }}' }],
  });
}
