import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { replay, replayScript } from '#server/live/replay.ts';
import { fromDialogue, type Script } from '#server/live/script.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { demoFile } from '#test/kit/built-demo.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { IngestClient } from '#test/kit/ingest-client.ts';
import { freePort, liveProcess } from '#test/kit/live-process.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const root = new URL('../../../', import.meta.url).pathname;
const agent = '1027';
let database: TestDatabase;
let demo: string; // file
let engine: Engine;
let scripts: readonly Script[];
let key: string;
let child: ChildProcess;

beforeAll(async () => {
  database = await testDatabase();
  demo = await demoFile();
  engine = await demoEngine();
  scripts = await Promise.all(
    ['D01', 'D03', 'C02'].map(async name =>
      fromDialogue(JSON.parse(await readFile(join(root, `content/jianghai/calls/${name}.json`), 'utf8'))),
    ),
  );
  key = (await createApiKey(database.db, { name: 'test', scopes: ['ingest.send'], by: null })).key;
});

afterAll(async () => {
  child?.kill('SIGKILL');
  await database?.close();
});

test('killed in the middle of 50 conversations: every acknowledged event once, advice once, and the hash of an undisturbed run', async () => {
  const port = await freePort();
  child = await start(port);
  const client = new IngestClient(`ws://127.0.0.1:${port}/v1/ingest`, key);
  const total = scripts.reduce((sum, script, index) => sum + script.lines.length * countOf(index), 0);
  let acked = 0;
  let killed: Promise<unknown> | null = null;
  const ids = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      client.play(scripts[index % scripts.length] as Script, `call-${index}`, agent, () => {
        acked++;
        if (acked < total / 2 || killed) return;
        killed = (async () => {
          child.kill('SIGKILL');
          await once(child, 'exit');
          child = await start(port);
        })();
      }),
    ),
  );
  await killed;
  client.close();

  const expected = scripts.map(script => replayScript(engine, script, { agent, hiredOn: '2020-03-01' }));
  const found = await Promise.all(ids.map(id => stored(id)));
  expect(killed).not.toBeNull();
  expect(found.map(one => one.hash)).toEqual(ids.map((_, index) => expected[index % scripts.length]?.hash));
  expect(found.map(one => one.rows.length)).toEqual(ids.map((_, index) => expected[index % scripts.length]?.rows.length));
  expect(found.map(one => one.sent)).toEqual(ids.map((_, index) => numbersOf(scripts[index % scripts.length] as Script)));
  for (const [index, one] of found.slice(0, 3).entries()) {
    expect(one.rows.map(row => ({ event: row.event, advice: row.advice }))).toEqual(plain(expected[index]?.rows));
    expect(
      replay(
        engine,
        one.rows.map(row => row.event),
      ).hash,
    ).toBe(one.hash);
  }
  expect(found.reduce((sum, one) => sum + one.rows.flatMap(row => row.advice).length, 0)).toBeGreaterThan(50);
});

const countOf = (index: number) => Array.from({ length: 50 }, (_, at) => at % 3).filter(at => at === index).length;
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

/** Every source's numbers, as they must stand in the log: from 1 without gaps. */
function numbersOf(script: Script): Record<string, number[]> {
  const numbers: Record<string, number[]> = {};
  for (const { source } of script.lines) {
    numbers[source] ??= [];
    numbers[source].push(numbers[source].length + 1);
  }
  return numbers;
}

async function stored(id: string) {
  const { db } = database;
  const { advice_hash: hash } = await db.selectFrom('conversations').select('advice_hash').where('id', '=', id).executeTakeFirstOrThrow();
  const all = await db.selectFrom('events').selectAll().where('conversation', '=', id).orderBy('position').execute();
  const sent: Record<string, number[]> = {};
  for (const { source, seq } of all) {
    if (source !== 'timer') sent[source] = [...(sent[source] ?? []), seq];
  }
  const rows = all.map(({ position, at_ms, source, what, advice }) => ({
    event: { position, atMs: at_ms, source, what } as never,
    advice,
  }));
  return { hash, sent, rows: rows as { event: Parameters<typeof replay>[1][number]; advice: (typeof rows)[number]['advice'] }[] };
}

function start(port: number): Promise<ChildProcess> {
  return liveProcess({ url: database.url, node: 'crash-test', port, artefact: demo });
}
