import { setTimeout as pause } from 'node:timers/promises';
import { onOwnDatabase } from '#bench/own-database.ts';
import { type CrashRow, crashPoints, crashRound } from '#bench/robots/crash.ts';
import type { Through } from '#bench/robots/crash-bots.ts';
import { plainParts } from '#bench/robots/runner-process.ts';
import { startTarget } from '#bench/robots/target.ts';
import { Bot } from '#domain/bot.ts';
import { hashOf } from '#server/canonical.ts';
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
  readonly crash: CrashTable;
}

/** What became of runs whose runner was killed, all together and point by point. */
export interface CrashTable {
  readonly runs: number;
  readonly doubled: number; // commits done twice
  readonly lost: number; // commits not done though the run is over, or a run that never ended
  readonly done: number;
  readonly forPeople: number;
  readonly broken: number; // journals
  /** Where the runner died, in what states its runs ended, and how often the write and the commit were done in one run. */
  readonly points: readonly {
    readonly point: string;
    readonly runs: number;
    readonly states: readonly string[];
    readonly writes: readonly number[];
    readonly commits: readonly number[];
  }[];
  readonly unexpected: readonly CrashRow[];
}

/** Measures on an embedded database of its own, with fsync on. */
export async function benchRobots(asked: {
  readonly jobs: number;
  readonly items: number;
  readonly rounds: number;
  readonly tell: (news: string) => void;
}): Promise<RobotsBench> {
  return await onOwnDatabase(async ({ db, url }) => {
    asked.tell(`${asked.jobs} jobs on a target limited to 2`);
    const limited = await benchLimited(db, url, asked.jobs);
    asked.tell(`${asked.items} items in the queue`);
    const queue = await benchQueue(db, url, asked.items);
    return { limited, queue, crash: await crashTable(db, url, 'http', asked) };
  });
}

/** The crash table alone, by HTTP or through a real browser. */
export async function benchCrashes(through: Through, asked: Rounds): Promise<CrashTable> {
  return await onOwnDatabase(({ db, url }) => crashTable(db, url, through, asked));
}

interface Rounds {
  readonly rounds: number;
  readonly tell: (news: string) => void;
}

async function crashTable(db: Db, url: string, through: Through, { rounds, tell }: Rounds): Promise<CrashTable> {
  const rows: CrashRow[] = [];
  for (let round = 1; round <= rounds; round++) {
    tell(`a runner killed with ${crashPoints.length} runs under way, ${round} of ${rounds}`);
    rows.push(...(await crashRound(db, url, round, through)));
  }
  const isRight = ({ point, state, commits, journal }: CrashRow) =>
    state === (point === 'commit-blind' ? 'unknown' : 'done') && commits === 1 && journal === 'ok';
  const count = (holds: (row: CrashRow) => boolean) => rows.filter(holds).length;
  return {
    runs: rows.length,
    doubled: count(row => row.commits > 1),
    lost: count(row => row.commits < 1 || (row.state !== 'done' && row.state !== 'unknown')),
    done: count(row => row.state === 'done'),
    forPeople: count(row => row.state === 'unknown'),
    broken: count(row => row.journal !== 'ok'),
    points: crashPoints.map(point => {
      const of = rows.filter(row => row.point === point);
      const range = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
      return {
        point,
        runs: of.length,
        states: [...new Set(of.map(({ state }) => state))],
        writes: range(of.map(({ writes }) => writes)),
        commits: range(of.map(({ commits }) => commits)),
      };
    }),
    unexpected: rows.filter(row => !isRight(row)),
  };
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
