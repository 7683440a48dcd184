import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { IngestAnswer } from '#protocol/answer.ts';
import type { DeskDown } from '#protocol/down.ts';
import { isAlive } from '#server/db/alive.ts';
import { type OpenDatabase, openDatabase } from '#server/db/connect.ts';
import { stopEmbedded } from '#server/db/embedded-control.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { demoFile } from '#test/kit/built-demo.ts';
import { DeskClient } from '#test/kit/desk-client.ts';
import { IngestClient } from '#test/kit/ingest-client.ts';
import { signedIn } from '#test/kit/live-database.ts';
import { liveServer } from '#test/kit/live-server.ts';

const prefix = 'deskside-disk-';
const disk = smallDisk();
let database: OpenDatabase;
let demo: string; // file
let server: Awaited<ReturnType<typeof liveServer>>;
let source: IngestClient;
let desk: DeskClient;

beforeAll(async () => {
  if (!disk) return;
  await sweepDisks();
  database = await openDatabase({ dataDir: disk.folder, poolSize: 4 });
  demo = await demoFile();
  server = await liveServer({ url: database.url, node: 'full-disk', port: 0, artefact: demo });
  const { key } = await createApiKey(database.db, { name: 'test', scopes: ['ingest.send'], by: null });
  source = new IngestClient(`ws://127.0.0.1:${server.port}/v1/ingest`, key);
  const cookie = await signedIn(database.db, '1027', ['desk.use', 'conversation.read.own']);
  desk = await DeskClient.connect(`ws://127.0.0.1:${server.port}/v1/desk`, cookie);
});

afterAll(async () => {
  source?.close();
  desk?.close();
  await server?.close();
  await database?.close();
  disk?.close();
});

const conversation = 'full';
const open = {
  type: 'open',
  protocol: 1,
  conversation,
  source: 'asr',
  channel: 'voice',
  clock: 'source',
  agent: '1027',
  openedAt: '2026-01-05T09:00:00+08:00',
} as never;

test.skipIf(!disk)(
  'the disk is full: what is not stored is not acknowledged, what was is there, and it goes on when there is room',
  async () => {
    const { id } = await source.open(open);
    desk.send({ type: 'follow', conversation: id, after: 0 });
    const makeRoom = disk?.fill();

    for (let seq = 1; refusals().length === 0; seq += batch) {
      for (let at = 0; at < batch; at++) await source.raw(JSON.stringify(saying(seq + at)));
      await until(() => refusals().length > 0 || acked() >= seq + batch - 1);
    }
    const before = acked();
    const whileFull = refusals()[0];
    desk.send({ type: 'act', ref: 'while-full', conversation: id, act: { kind: 'switched', process: null } });
    const act = await desk.until((down): down is Refused => down.type === 'refused' && down.ref === 'while-full');
    // Which file had no room decides whether the database stops or stays and refuses: both must end well.

    makeRoom?.();
    await source.open(open); // tries until it is let in
    const answer = await source.ask(saying(before + 1));
    const rows = await database.db
      .selectFrom('events')
      .select('seq')
      .where('conversation', '=', id)
      .where('source', '=', 'asr')
      .orderBy('position')
      .execute();
    await desk.until((down): down is Extract<DeskDown, { type: 'row' }> => down.type === 'row' && down.position >= before + 3);

    expect({
      whileFull: whileFull?.problem,
      act: act.problem,
      answer: answer?.type,
      isAllThere: rows.length > before, // one more may have been stored without its ack: it was a duplicate then
      stored: rows.map(row => row.seq),
    }).toEqual({
      whileFull: { kind: 'unavailable', what: expect.stringMatching(/^(database|disk)$/), retryAfterMs: expect.any(Number) },
      act: { kind: 'unavailable', what: expect.stringMatching(/^(database|disk)$/), retryAfterMs: expect.any(Number) },
      answer: 'ack',
      isAllThere: true,
      stored: rows.map((_, at) => at + 1),
    });
  },
  300_000,
);

type Refused = Extract<DeskDown, { type: 'refused' }>;
const batch = 200;
const until = (is: () => boolean) => vi.waitFor(() => expect(is()).toBe(true), { timeout: 120_000 });

function refusals(): readonly Extract<IngestAnswer, { type: 'refused' }>[] {
  return source.answers.filter(answer => answer.type === 'refused').filter(({ problem }) => problem.kind !== 'gap');
}

/** Acks are cumulative: the largest number stands for all before it. */
function acked(): number {
  return Math.max(0, ...source.answers.flatMap(answer => (answer.type === 'ack' ? [answer.seq] : [])));
}

/** Little to hear, much to store. */
function saying(seq: number): never {
  const heard = { kind: 'heard', speaker: 'customer', text: '嗯。', startMs: seq * 10, endMs: seq * 10 + 5 };
  return {
    type: 'event',
    conversation,
    source: 'asr',
    seq,
    event: { ...heard, ext: { noise: randomBytes(2900).toString('base64') } },
  } as never;
}

/** Disks of runs that were killed, with the servers on them. */
async function sweepDisks(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    await stopEmbedded(folder, 'force').catch(() => {});
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A disk of its own, as root; undefined where that cannot be. */
function smallDisk(): { folder: string; fill(): () => void; close(): void } | undefined {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return undefined;
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(folder, 0o755);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', folder]).status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - 4_000_000));
      return () => rmSync(ballast);
    },
    close() {
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
