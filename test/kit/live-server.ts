import { tmpdir } from 'node:os';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { announceRoutes } from '#server/announce/announce-routes.ts';
import { startAnnouncing } from '#server/announce/announcing.ts';
import { liveArticles } from '#server/announce/live-articles.ts';
import { connect } from '#server/db/connect.ts';
import { correctionRoute } from '#server/desk/correction-route.ts';
import { mayReadBy } from '#server/desk/may-read.ts';
import { deskRoutes } from '#server/desk/routes.ts';
import { deskSocket } from '#server/desk/socket.ts';
import { wrapupPartRoutes } from '#server/desk/wrapup-part-routes.ts';
import { buildHttp } from '#server/http.ts';
import { ingestHttp } from '#server/ingest/http.ts';
import { ingestSocket } from '#server/ingest/socket.ts';
import type { Engines } from '#server/live/engines.ts';
import { Owner } from '#server/live/owner.ts';
import { noLog, openLog } from '#server/log.ts';
import { Screens } from '#server/screens/screens.ts';
import { keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';
import { engineOfFile } from '#test/kit/engine-of-file.ts';

/** What a live server of the tests runs on. */
export interface LiveServerConfig {
  readonly url: string; // database
  readonly node: string;
  readonly port: number; // 0: any
  readonly artefact: string; // file
  readonly deadAfterMs?: number;
}

/** The part of the server that owns conversations, as main.ts puts it together, with one artefact from a file. */
export async function liveServer(config: LiveServerConfig): Promise<{ port: number; owner: Owner; close(): Promise<void> }> {
  const { db } = connect(config.url, { poolSize: 8 });
  const log = process.env.DESKSIDE_TEST_LOG ? openLog({ level: 'info' }) : noLog;
  const bus = new BusInProcess(error => log.error({ err: error }, 'bus listener failed'));
  const vault = new Vault(db, keyRing(new Uint8Array(32).fill(7)));
  const engines = oneEngine(config.artefact);
  const owner = new Owner({
    db,
    clock: systemClock,
    log,
    bus,
    engines,
    seals: vault,
    findAgent: async staffNo => (staffNo === '1027' ? { hiredOn: '2020-03-01' } : null),
    node: config.node,
    ...(config.deadAfterMs === undefined ? {} : { deadAfterMs: config.deadAfterMs }),
  });
  await owner.start();
  const timeZone = 'Asia/Shanghai';
  const articles = liveArticles(db, engines);
  const announcing = startAnnouncing({ db, bus, clock: systemClock, log, timeZone, articles });
  const screens = new Screens({
    db,
    clock: systemClock,
    log,
    bus,
    node: config.node,
    partitions: owner.partitions,
    gapOf: async () => 20_000,
    announcements: announcing.due,
  });
  await screens.start();
  const mayRead = mayReadBy(db);
  const parts = { owner, clock: systemClock, log, presence: () => {} };
  const { app } = await buildHttp({
    db,
    clock: systemClock,
    log,
    host: '127.0.0.1',
    screens: tmpdir(),
    requestsPerMinute: 1_000_000,
    features: [
      inner => ingestSocket(inner, parts),
      inner => ingestHttp(inner, parts),
      inner => deskSocket(inner, { db, bus, clock: systemClock, log, owner, mayRead, announcing, painted: () => {} }),
      announceRoutes({ db, clock: systemClock, bus, articles, timeZone, namesFor: async () => own => own }),
      inner => deskRoutes(inner, { db, mayRead, seals: vault }),
      wrapupPartRoutes({ db, engines, mayRead }),
      correctionRoute({ owner }),
    ],
  });
  await app.listen({ host: '127.0.0.1', port: config.port });
  const address = app.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : config.port,
    owner,
    async close() {
      await app.close();
      await announcing.close();
      await screens.close();
      await owner.close();
      await db.destroy();
    },
  };
}

function oneEngine(file: string): Engines {
  const engine = engineOfFile(file);
  return { latest: async () => ({ release: 'test', artefact: 'test', engine }), get: async () => engine };
}

// Started as a process of its own by the crash test: the only way to be killed as a server is.
if (process.argv[1]?.endsWith('live-server.ts') && process.env.DESKSIDE_LIVE_SERVER) {
  const server = await liveServer(JSON.parse(process.env.DESKSIDE_LIVE_SERVER) as LiveServerConfig);
  setInterval(() => {}, 60_000);
  process.stdout.write(`${server.port}\n`);
}
