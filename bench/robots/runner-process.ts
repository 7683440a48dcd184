import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#adapters/clock/system-clock.ts';
import type { Through } from '#bench/robots/crash-bots.ts';
import { connect } from '#server/db/connect.ts';
import { noLog, openLog } from '#server/log.ts';
import type { RunnerParts } from '#server/robots/runs/parts.ts';
import { keyRing } from '#server/vault/seal.ts';

/** What a runner in a process of its own works on. */
export interface RunnerProcess {
  readonly url: string; // database
  readonly node: string;
  readonly atOnce: number;
  readonly through?: Through;
}

/** A runner as the server has it, with neither browser nor credentials: for bots that work over HTTP. */
export function plainParts({ url, node, atOnce }: RunnerProcess): RunnerParts {
  const { db } = connect(url, { poolSize: 8 });
  return {
    db,
    databaseUrl: url,
    clock: systemClock,
    log: process.env.DESKSIDE_TEST_LOG ? openLog({ level: 'info' }) : noLog,
    ring: keyRing(new Uint8Array(32).fill(7)),
    node,
    timeZone: 'Asia/Shanghai',
    browser: null,
    mail: null,
    credential: async () => ({ ok: false, trouble: { kind: 'system', code: 'LOGIN_FAILED', message: 'there are no credentials here' } }),
    announce: async () => ({ kind: 'failed', trouble: { kind: 'system', code: 'FAILED', message: 'nothing is announced here' } }),
    ticket: async () => ({ kind: 'failed', trouble: { kind: 'system', code: 'FAILED', message: 'no tickets are made here' } }),
    atOnce,
  };
}

/** Starts a runner as a process of its own: the only way to be killed as a runner is. */
export async function runnerProcess(config: RunnerProcess): Promise<ChildProcess> {
  const started = spawn(process.execPath, [fileURLToPath(new URL('./until-killed.ts', import.meta.url))], {
    env: { ...process.env, DESKSIDE_ROBOT_RUNNER: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(started.stdout as NodeJS.ReadableStream, 'data');
  return started;
}
