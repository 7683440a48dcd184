import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '#server/db/embedded.ts';
import { embeddedStatus, eraseEmbedded, stopEmbedded } from '#server/db/embedded-control.ts';
import { folderFor, readSettings } from '#server/db/embedded-folder.ts';
import { testFolder } from '#test/kit/test-folder.ts';

/** One folder for all tests, in their order: making a cluster is the slow part. */
let dataDir = '';
const children: ChildProcess[] = [];

beforeAll(() => {
  dataDir = testFolder();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await eraseEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

test('two processes that open an absent folder at once make one server, and the last to leave stops it', async () => {
  const [one, two] = await Promise.all([user(), user()]);

  expect(one.url).toBe(two.url);
  expect(embeddedStatus(dataDir)).toMatchObject({ state: 'running', users: [one.pid, two.pid].sort((a, b) => a - b), orphan: false });

  await one.leave();
  await query(two.url, 'create table kept (id int primary key)');
  expect(embeddedStatus(dataDir)).toMatchObject({ state: 'running', users: [two.pid] });

  await two.leave();
  expect(embeddedStatus(dataDir)).toMatchObject({ state: 'stopped', users: [] });
});

test('after a kill -9 of its user the orphan is listed and joined again, on the same address, with all it had', async () => {
  const killed = await user();
  await query(killed.url, 'insert into kept values (1)');
  await killed.kill();
  const orphan = embeddedStatus(dataDir);

  const joined = await openEmbedded(dataDir);

  expect(orphan).toMatchObject({ state: 'running', orphan: true, users: [] });
  expect(joined.url).toBe(killed.url);
  expect(embeddedStatus(dataDir)).toEqual({ ...orphan, orphan: false, users: [process.pid] });
  expect(await query(joined.url, 'select id from kept')).toEqual([{ id: 1 }]);
  await joined.close();
  await joined.close(); // twice does no harm
  expect(embeddedStatus(dataDir)).toMatchObject({ state: 'stopped' });
});

test('a kill -9 of the server itself is noticed: it is up again on the same address, nothing committed is lost', async () => {
  const open = await openEmbedded(dataDir);
  await query(open.url, 'insert into kept values (2)');
  const before = embeddedStatus(dataDir).pid ?? 0;

  process.kill(before, 'SIGKILL');

  expect(await queryUntilUp(open.url, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }]);
  expect(embeddedStatus(dataDir).pid).not.toBe(before);
  await open.close();
});

test('a server in use is stopped only by force, and then stays stopped until it is opened again', async () => {
  const open = await openEmbedded(dataDir);

  expect(await stopEmbedded(dataDir)).toEqual({ kind: 'in-use', users: [process.pid] });
  expect(await stopEmbedded(dataDir, 'force')).toEqual({ kind: 'stopped' });
  expect(await stopEmbedded(dataDir, 'force')).toEqual({ kind: 'not-running' });
  const again = await openEmbedded(dataDir);

  expect(again.url).toBe(open.url);
  await again.close();
  expect(embeddedStatus(dataDir)).toMatchObject({ state: 'running' });
  await open.close();
  expect(embeddedStatus(dataDir)).toMatchObject({ state: 'stopped' });
});

test('a pid file left behind, naming a program that is no PostgreSQL, does not hinder the start', async () => {
  const { data } = folderFor(dataDir);
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n1\n\n127.0.0.1\n\nready\n`);

  expect(embeddedStatus(dataDir)).toMatchObject({ state: 'stopped' });
  const open = await openEmbedded(dataDir);

  expect(await query(open.url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
  await open.close();
});

test('when another program has taken the port, another one is chosen and remembered', async () => {
  const before = readSettings(folderFor(dataDir))?.port;
  const thief = createServer().listen(before, '127.0.0.1');
  await Promise.race([once(thief, 'error'), once(thief, 'listening')]); // or somebody else has it already: so much the better

  const open = await openEmbedded(dataDir);

  expect(readSettings(folderFor(dataDir))?.port).not.toBe(before);
  expect(open.url).toContain(`:${readSettings(folderFor(dataDir))?.port}/`);
  await open.close();
  thief.close();
});

test('a folder that cannot be written is a sentence, not a stack', async () => {
  const file = join(dataDir, 'a-file');
  writeFileSync(file, '');
  await expect(openEmbedded(file)).rejects.toThrow(/is not a folder/);
});

test('the server log holds neither statements nor rows', async () => {
  const open = await openEmbedded(dataDir);
  await query(open.url, "insert into kept values (2), ('13812345678')").catch(() => undefined);
  await query(open.url, "select 'S3cret!'::int").catch(() => undefined);
  await open.close();
  const log = readFileSync(folderFor(dataDir).log, 'utf8');

  expect(log).not.toContain('insert into');
  expect(log).not.toContain('13812345678');
  expect(log).not.toContain('(2)');
});

/** A process of ours that opens the folder and holds it until told. */
async function user() {
  const program = `
    import { openEmbedded } from '#server/db/embedded.ts';
    const open = await openEmbedded(${JSON.stringify(dataDir)});
    console.log(open.url);
    process.stdin.once('data', async () => { await open.close(); process.exit(0); });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const gone = once(child, 'exit');
  const said = once(createInterface(child.stdout), 'line');
  const [url] = await Promise.race([said, gone.then(([code]) => Promise.reject(new Error(`it ended with ${code}`)))]);
  return {
    pid: child.pid ?? 0,
    url: String(url),
    async leave() {
      child.stdin.write('leave\n');
      await gone;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function queryUntilUp(url: string, text: string): Promise<unknown[]> {
  for (;;) {
    try {
      return await query(url, text);
    } catch {
      await new Promise(done => setImmediate(done)); // the test's own time limit ends this
    }
  }
}
