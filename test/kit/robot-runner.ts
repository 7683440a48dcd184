import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import { plainParts } from '#bench/robots/runner-process.ts';
import { Bot } from '#domain/bot.ts';
import type { TaskAnswer } from '#domain/robot-run.ts';
import type { RobotBrowser } from '#ports/robot-browser.ts';
import { hashOf } from '#server/canonical.ts';
import type { Db } from '#server/db/schema.ts';
import type { RunnerParts } from '#server/robots/runs/parts.ts';
import { Runner } from '#server/robots/runs/runner.ts';
import { settleTask } from '#server/robots/runs/settle-task.ts';
import { queueRun, type RunAsked } from '#server/robots/runs/start-run.ts';
import { type KeyRing, keyRing } from '#server/vault/seal.ts';
import { patient } from '#test/kit/patient.ts';
import { testDatabase } from '#test/kit/postgres.ts';

/** How a bank of a test answers one request. */
export interface BankAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly drop?: 'drop';
  readonly headers?: Record<string, string>;
}
type Answers = Record<string, (count: number, body: string) => BankAnswer | Promise<BankAnswer>>;

/** A runner on a database of its own, and a bank it asks over HTTP: what was asked, and how it answers by method and path. */
export async function robotRunner(given: (db: Db, ring: KeyRing) => Partial<RunnerParts> = () => ({})) {
  const database = await testDatabase({ poolSize: 10 });
  const { db } = database;
  const ring = keyRing(new Uint8Array(32).fill(7));
  const asked: string[] = [];
  const bank: { answers: Answers } = { answers: {} };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += chunk));
    request.on('end', async () => {
      const what = `${request.method} ${request.url}`;
      asked.push(what);
      const count = asked.filter(one => one === what).length;
      const answer = (await bank.answers[what]?.(count, body)) ?? { json: { ok: true } };
      if (answer.drop) return void request.socket.destroy();
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.json ?? {}));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const all: RunnerParts = {
    ...plainParts({ url: database.url, node: 'test', atOnce: 8 }),
    ...{ db, ring, readAfterMs: [0, 50], ...given(db, ring) },
  };
  const runners = [new Runner(all)];
  await runners[0]?.start();

  const rowOf = (id: string) => db.selectFrom('robot_runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    ...{ database, db, ring, asked, bank, origin, rowOf },
    /** A bot of one target, with steps as its author writes them. */
    botOf: (steps: readonly unknown[], more: Record<string, unknown> = {}): Bot =>
      Bot.parse({
        format: 1,
        bot: 'loss',
        title: '挂失',
        purpose: 'process',
        inputs: { cardNo: { title: '卡号', type: 'card', required: false }, rows: { title: '行', type: 'rows', required: false } },
        secrets: { teller: { target: 'core', role: '柜员' } },
        targets: { core: { title: '核心', origin, concurrent: 20, perMinute: 6000, breaker: { failedLogins: 2 } } },
        retry: { times: 2, firstMs: 100, factor: 1 },
        steps,
        ...more,
      }),
    /** Asks for a run of a bot that is brought along. */
    async start(bot: Bot, more: Partial<RunAsked> = {}): Promise<string> {
      const run = { inputs: {}, mode: 'real', askedBy: '5001', cause: { kind: 'person' }, ...more } as const;
      const started = await db.transaction().execute(trx => queueRun(trx, ring, { bot, version: hashOf(bot) }, {}, run));
      if (started.kind === 'refused') throw new Error(JSON.stringify(started.problems));
      return started.id;
    },
    /** Waits until a run is in one of these states. */
    async until(id: string, ...states: readonly string[]) {
      await vi.waitUntil(async () => states.includes((await rowOf(id)).state), { ...patient, interval: 20 });
      return rowOf(id);
    },
    /** The rows of a run's journal: step, what, attempt. */
    journal: async (id: string) =>
      (await db.selectFrom('robot_steps').select(['path', 'what', 'attempt']).where('run', '=', id).orderBy('number').execute()).map(
        row => `${row.path} ${row.what} ${row.attempt}`,
      ),
    /** What a run waits for. */
    taskOf: (id: string) =>
      db.selectFrom('robot_tasks').selectAll().where('run', '=', id).where('state', 'in', ['open', 'second']).executeTakeFirstOrThrow(),
    settle: (task: string, answer: TaskAnswer, staffNo: string, reason = '已核对') =>
      db.transaction().execute(trx => settleTask(trx, task, { answer, reason }, { id: staffNo, staffNo })),
    /** Another life of this very node begins while the old one is in the middle of things: what `kill -9` looks like to the journal. */
    async crash() {
      runners.push(new Runner(all));
      await runners.at(-1)?.start();
    },
    async close() {
      await Promise.all(runners.map(runner => runner.close()));
      server.closeAllConnections();
      server.close();
      await database.close();
    },
  };
}

/** A browser that does what it is told and keeps what that was, session by session: `2 click #ok`. What is read, the test says. */
export function scriptedBrowser(reads: (into: string, session: number) => string, during: (act: string) => Promise<void> = async () => {}) {
  const did: string[] = [];
  let sessions = 0;
  const browser: RobotBrowser = {
    available: async () => ({ ok: true, name: 'scripted' }),
    known: () => ({ ok: true, name: 'scripted' }),
    close: async () => {},
    async open() {
      sessions += 1;
      const session = sessions;
      let isShown = 'nothing';
      return {
        ok: true,
        context: {
          async act(_on, action, given) {
            const what = `${session} ${action.act} ${given.path ?? ('at' in action ? action.at[0] : action.page)}`;
            did.push(what);
            await during(what);
            isShown = given.text === undefined ? what : `${what} ${given.hidden ? '' : given.text}`.trim();
            return { ok: true, tookMs: 1, ...('into' in action ? { read: reads(action.into, session) } : {}) };
          },
          extract: async () => ({ ok: true, rows: [] }),
          look: async page => ({ picture: Buffer.from(`${page}: ${isShown}`), digest: '', address: '/', title: '' }),
          refused: () => [],
          close: async () => {},
        },
      };
    },
  };
  return { browser, did };
}

/** One request to the bank as a step. */
export function httpStep(id: string, method: string, path: string, more: Record<string, unknown> = {}) {
  return { id, do: 'http', target: 'core', effect: 'read', method, path, ...more };
}

/** A commit by HTTP that is read at /state: `lost` took effect, `normal` surely did not. */
export function commitStep(more: Record<string, unknown> = {}) {
  return httpStep('lose', 'POST', '/lose', {
    effect: 'commit',
    key: 'loss {{ inputs.cardNo }}',
    json: { card: '{{ inputs.cardNo }}' },
    verify: { request: { path: '/state', into: 'now' }, took: 'vars.now.state == "lost"', not: 'vars.now.state == "normal"' },
    ...more,
  });
}
