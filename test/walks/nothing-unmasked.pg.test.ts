import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCalls } from '#server/demo/call.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { demoFile, demoFolder } from '#test/kit/built-demo.ts';
import { IngestClient } from '#test/kit/ingest-client.ts';
import { liveServer } from '#test/kit/live-server.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

/** Plays every worked call that holds a secret through the real server, then reads the whole database as text. */
let database: TestDatabase;
let demo: string; // file
let server: Awaited<ReturnType<typeof liveServer>>;

beforeAll(async () => {
  database = await testDatabase();
  demo = await demoFile();
  server = await liveServer({ url: database.url, node: 'unmasked-test', port: 0, artefact: demo });
});

afterAll(async () => {
  await server?.close();
  await database?.close();
});

test('no secret that was said stands in any table, neither as it was spoken nor in digits', async () => {
  const { key } = await createApiKey(database.db, { name: 'test', scopes: ['ingest.send'], by: null });
  const client = new IngestClient(`ws://127.0.0.1:${server.port}/v1/ingest`, key);
  const secrets = await secretsOf();
  for (const call of await readCalls(demoFolder)) {
    if (!secrets.some(secret => secret.call === call.id)) continue;
    await client.play(call.script, `unmasked-${call.id}`, '1027');
  }
  client.close();

  const stored = await everyTableAsText();
  const events = await database.db
    .selectFrom('events')
    .select(row => row.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  expect(secrets.length).toBeGreaterThan(5);
  expect(Number(events.n)).toBeGreaterThan(200); // it was really stored
  expect(secrets.filter(({ said, digits }) => stored.includes(said) || stored.includes(digits))).toEqual([]);
});

/** The secrets of the worked calls as they were said, and as digits. */
async function secretsOf(): Promise<readonly { call: string; said: string; digits: string }[]> {
  const secrets: { call: string; said: string; digits: string }[] = [];
  for (const { id } of await readCalls(demoFolder)) {
    const file = await readFile(`${demoFolder}/calls/${id}.json`, 'utf8').catch(() => '{}'); // English calls lie elsewhere
    const { truth } = JSON.parse(file) as { truth?: { pii?: { text: string }[] } };
    for (const { text } of truth?.pii ?? []) secrets.push({ call: id, said: text, digits: digitsOf(text) });
  }
  return secrets;
}

function digitsOf(spoken: string): string {
  return (
    [...spoken]
      .map(character => '零一二三四五六七八九'.indexOf(character === '幺' ? '一' : character))
      .join('')
      .replaceAll('-1', '') || spoken
  );
}

async function everyTableAsText(): Promise<string> {
  const tables = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
  `.execute(database.db);
  let text = '';
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(database.db);
    text += rows.map(({ row }) => row).join('\n');
  }
  return text;
}
