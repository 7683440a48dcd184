import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { systemClock as clock } from '#adapters/clock/system-clock.ts';
import { readConfig } from '#commands/config.ts';
import { inDatabase } from '#commands/in-database.ts';
import { type ModeAsked, runMode } from '#commands/robot-run-mode.ts';
import { readRobotConfig, robotWorld } from '#commands/robots.ts';
import type { Bot } from '#domain/bot.ts';
import type { TaskKind } from '#domain/robot-run.ts';
import type { InputProblem } from '#robots/read-inputs.ts';
import { bankZone } from '#server/bank-zone.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import type { OpenDatabase } from '#server/db/connect.ts';
import { openLog } from '#server/log.ts';
import { mustBeHere, mustMay } from '#server/people/may-do.ts';
import { liveBot } from '#server/robots/bots/live-bot.ts';
import { readBotFile } from '#server/robots/read-bot.ts';
import type { RunnerParts } from '#server/robots/runs/parts.ts';
import { readJournal, readRun } from '#server/robots/runs/read-runs.ts';
import { Runner } from '#server/robots/runs/runner.ts';
import { calledBots, queueRun } from '#server/robots/runs/start-run.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';
import { nameTarget } from '#server/robots/runs/targets.ts';
import { keysFrom, retiredVaultKeys } from '#server/vault/key-files.ts';
import { keyRing } from '#server/vault/seal.ts';

/** What `robot run` is told besides the file. */
export interface RunTold {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly targets: Readonly<Record<string, string>>; // name: origin
  readonly told: ModeAsked['told'];
  readonly as: string | undefined;
  readonly out: string | undefined;
  readonly print: 'json' | 'text';
}

/** Runs a bot's file here and now, with nothing else running: its journal stays in the configured database. Answers the exit code. */
export async function runFile(file: string, told: RunTold): Promise<number> {
  const reading = await readBotFile(file);
  if (reading.kind === 'refused') {
    if (told.print === 'json') console.log(JSON.stringify({ kind: 'refused', problems: reading.problems }));
    for (const problem of reading.problems) console.error(writeProblem(problem));
    return 1;
  }
  let code = 1;
  await inDatabase(async database => {
    code = await runHere(database, reading, told);
  });
  return code;
}

async function runHere(
  database: OpenDatabase,
  { bot, version }: { readonly bot: Bot; readonly version: Parameters<typeof queueRun>[2]['version'] },
  told: RunTold,
): Promise<number> {
  const { db } = database;
  const config = readConfig(process.env);
  const live = await liveBot(db, bot.bot);
  const standing = { isLive: live?.version === version, author: live?.author, isProduction: config.production };
  const mode = runMode(told, standing);
  if (mode.kind === 'refused') return refuse([{ field: bot.bot, why: mode.why }], told.print);
  if (mode.kind === 'dry' && mode.note) console.error(`${bot.bot}: ${mode.note}`);
  if (mode.kind === 'real' && mode.needs === 'operator') await mustMay(db, told.as ?? '', ['robot.operate']);
  else if (told.as !== undefined) await mustBeHere(db, told.as);
  const as = told.as ?? 'system';
  const secrets = keysFrom({ env: process.env, dataDir: config.dataDir, isProduction: config.production });
  const ring = keyRing(await secrets.key('vault'), retiredVaultKeys(process.env));
  const node = `cli-${hostname()}-${randomBytes(4).toString('hex')}`;
  for (const [name, origin] of Object.entries(told.targets))
    await db
      .transaction()
      .execute(trx => nameTarget(trx, name, { origin, title: bot.targets[name]?.title ?? name }, { id: 'system', staffNo: as }));

  const started = await db.transaction().execute(async trx => {
    const called = await calledBots(trx, bot);
    if ('problem' in called) return { kind: 'refused', problems: [{ field: 'steps', why: called.problem }] } as const;
    const asked = { inputs: told.inputs, mode: mode.kind, askedBy: as, cause: { kind: 'file' } } as const;
    return await queueRun(trx, ring, { bot, version }, called.bots, asked, { runner: node });
  });
  if (started.kind === 'refused') {
    return refuse(started.problems.map(helped), told.print);
  }

  const world = robotWorld(process.env, readRobotConfig(process.env));
  const runner = new Runner({
    ...{ db, clock, ring, node, timeZone: bankZone, ...world, databaseUrl: database.url },
    log: openLog({ level: process.env.DESKSIDE_LOG ?? 'error' }),
    credential: credentialFromEnvironment(bot),
    announce: async () => ({
      kind: 'failed',
      trouble: systemTrouble('FAILED', 'announcements are made by the server alone: publish the bot, or rehearse it with --dry'),
    }),
    ticket: async () => ({
      kind: 'failed',
      trouble: systemTrouble('FAILED', 'tickets are made by the server alone: publish the bot, or rehearse it with --dry'),
    }),
  });
  const stop = told.print === 'text' ? follow(db, started.id) : async () => {};
  try {
    await runner.driveHeld(started.id);
  } finally {
    await runner.close();
    await world.browser.close();
    await stop();
  }
  if (told.out !== undefined) await writeFiles(db, started.id, told.out);
  return await tell(db, started.id, told.print);
}

/** Says what speaks against a run, to a person and to a program. */
function refuse(problems: readonly InputProblem[], print: RunTold['print']): number {
  if (print === 'json') console.log(JSON.stringify({ kind: 'refused', problems }));
  for (const { field, why } of problems) console.error(`${field}: ${why}`);
  return 1;
}

/** Where the control room's words do not help, those of the command line. */
function helped({ field, why }: InputProblem): InputProblem {
  const hint = field === 'targets' ? ' (--target NAME=http://HOST:PORT)' : why === 'is required' ? ` (--input ${field}=VALUE)` : '';
  return { field, why: `${why}${hint}` };
}

/** A file on somebody's machine gets no credential of the installation: DESKSIDE_ROBOT_TELLER_USER and …_PASSWORD stand in for the secret `teller`. */
function credentialFromEnvironment(bot: Bot): RunnerParts['credential'] {
  return async ({ target, role }) => {
    const name = Object.entries(bot.secrets).find(([, secret]) => secret.target === target && secret.role === role)?.[0] ?? '';
    const variable = `DESKSIDE_ROBOT_${name.replace(/([A-Z])/g, '_$1').toUpperCase()}`;
    const { [`${variable}_USER`]: user, [`${variable}_PASSWORD`]: password } = process.env;
    if (user === undefined || password === undefined)
      return { ok: false, trouble: systemTrouble('LOGIN_FAILED', `set ${variable}_USER and ${variable}_PASSWORD for the secret ${name}`) };
    return { ok: true, user, password };
  };
}

/** Prints rows of the journal as they come; the returned function prints what is left and stops. */
function follow(db: OpenDatabase['db'], run: string): () => Promise<void> {
  let after = 0;
  let busy: Promise<void> = Promise.resolve();
  const look = async () => {
    for (;;) {
      const { rows, next } = await readJournal(db, run, after, 200);
      for (const { number, at, path, what, attempt } of rows) {
        after = number;
        if (what !== 'begun') console.error(`${at.slice(11, 23)}  ${path} ${what}${attempt > 1 ? ` (attempt ${attempt})` : ''}`);
      }
      if (next === undefined) return;
    }
  };
  const timer = setInterval(() => {
    busy = busy.then(look).catch(() => {});
  }, 400);
  return async () => {
    clearInterval(timer);
    await busy;
    await look();
  };
}

async function tell(db: OpenDatabase['db'], id: string, print: RunTold['print']): Promise<number> {
  const record = await readRun(db, id);
  const { run, outputs, files, tasks } = record;
  const codes = { done: 0, rehearsed: 0, waiting: 3, unknown: 3 } as Readonly<Record<string, number>>;
  if (print === 'json') {
    const rows = [];
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page = await readJournal(db, id, after, 500);
      rows.push(...page.rows);
      after = page.next;
    }
    console.log(JSON.stringify({ ...record, journal: rows }));
    return codes[run.state] ?? 1;
  }
  const trouble = run.trouble
    ? `: ${'code' in run.trouble ? run.trouble.code : run.trouble.kind} ${'message' in run.trouble ? run.trouble.message : ''}`
    : '';
  console.log(`${run.state}${run.state === 'queued' ? `, tried again at ${run.nextAt ?? ''} by a server on this database` : ''}${trouble}`);
  for (const [name, value] of Object.entries(outputs ?? {}))
    console.log(`  ${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  for (const { name, size } of files) console.log(`  file ${name}, ${size} bytes`);
  for (const task of tasks.filter(({ state }) => state === 'open')) {
    console.log(`  waits for ${task.kind}: ${task.shows.title}`);
    for (const { label, value, was } of task.shows.values) console.log(`    ${label}: ${value}${was === undefined ? '' : ` (${was})`}`);
    console.log(`    deskside robot settle ${task.id} ${answerTo[task.kind]} --as 工号; a server on this database goes on with it`);
  }
  console.log(`run ${id}`);
  return codes[run.state] ?? 1;
}

const answerTo: Readonly<Record<TaskKind, string>> = {
  approval: 'approved|refused',
  answer: 'answered OPTION',
  'hand-over': 'handed-back|finished|abandoned',
  decision: 'took-effect|rerun|by-hand',
};

/** The files a run made, and how the page looked after each of its steps. */
async function writeFiles(db: OpenDatabase['db'], run: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const steps = await db.selectFrom('robot_steps').select(['number', 'path', 'details']).where('run', '=', run).orderBy('number').execute();
  for (const { number, path, details } of steps) {
    const sha = (details as { after?: unknown }).after;
    const found =
      typeof sha === 'string' && (await db.selectFrom('robot_pictures').select('bytes').where('sha', '=', sha).executeTakeFirst());
    const name = `${String(number).padStart(3, '0')}-${path.replace(/[^a-z0-9-]+/g, '-')}.jpg`;
    if (found) await writeFile(join(folder, name), found.bytes, { flag: 'wx' });
  }
  const rows = await db.selectFrom('robot_files').select(['name', 'bytes']).where('run', '=', run).execute();
  for (const { name, bytes } of rows) if (bytes) await writeFile(join(folder, name), bytes, { flag: 'wx' }); // never over somebody's work
}
