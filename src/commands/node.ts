import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';
import { systemClock as clock } from '#adapters/clock/system-clock.ts';
import { openAi } from '#adapters/openai/openai.ts';
import type { Config } from '#commands/config.ts';
import { nodeName } from '#commands/node-name.ts';
import { robotMakes } from '#commands/robot-makes.ts';
import { readRobotConfig, robotWorld } from '#commands/robots.ts';
import { watchRecalls } from '#commands/watch-recalls.ts';
import type { Rule } from '#domain/rule.ts';
import { bandOf } from '#engine/attention/tenure.ts';
import type { Engine } from '#engine/engine.ts';
import { alertRoutes } from '#server/alerts/alert-routes.ts';
import { ownAlertRoutes } from '#server/alerts/own-alert-routes.ts';
import { suggestionRoutes } from '#server/alerts/suggestion-routes.ts';
import { takeAlerts } from '#server/alerts/take-alerts.ts';
import { announceRoutes } from '#server/announce/announce-routes.ts';
import { startAnnouncing } from '#server/announce/announcing.ts';
import { liveArticles } from '#server/announce/live-articles.ts';
import { takeSaid } from '#server/announce/said.ts';
import { auditRoutes } from '#server/audit/audit-routes.ts';
import { keepAnchoring } from '#server/audit/keep-anchoring.ts';
import { bankZone } from '#server/bank-zone.ts';
import { contentRoutes } from '#server/content/content-routes.ts';
import { EnglishNames } from '#server/content/english-names.ts';
import { explanationRoutes } from '#server/content/explanation-routes.ts';
import { feedbackRoutes } from '#server/content/feedback-routes.ts';
import { takeFeedback } from '#server/content/flags.ts';
import { nameRoutes } from '#server/content/name-routes.ts';
import { EngineShelf } from '#server/content/shelf.ts';
import { type OpenDatabase, openDatabase } from '#server/db/connect.ts';
import type { Db } from '#server/db/schema.ts';
import { deliverRoutes } from '#server/deliver/deliver-routes.ts';
import { keepDelivering } from '#server/deliver/keep-delivering.ts';
import { keepTakingTicketChanges } from '#server/deliver/take-ticket-changes.ts';
import { takeWrapups } from '#server/deliver/take-wrapups.ts';
import { correctionRoute } from '#server/desk/correction-route.ts';
import { looksRoute } from '#server/desk/looks-route.ts';
import { mayReadBy } from '#server/desk/may-read.ts';
import { deskRoutes } from '#server/desk/routes.ts';
import { deskSocket } from '#server/desk/socket.ts';
import { wrapupPartRoutes } from '#server/desk/wrapup-part-routes.ts';
import { every } from '#server/every.ts';
import type { Feature } from '#server/http/app.ts';
import { listen } from '#server/http/listen.ts';
import { buildHttp, cookieName, isSecure } from '#server/http.ts';
import { ingestHttp } from '#server/ingest/http.ts';
import { ingestSocket } from '#server/ingest/socket.ts';
import { lessonRoutes } from '#server/lessons/lesson-routes.ts';
import { takeLessons } from '#server/lessons/take-lessons.ts';
import { keepConsuming } from '#server/live/outbox.ts';
import { Owner } from '#server/live/owner.ts';
import { type Log, openLog } from '#server/log.ts';
import { counter, gauge, histogram } from '#server/metrics.ts';
import { personByStaffNo } from '#server/people/people.ts';
import { peopleRoutes } from '#server/people/people-routes.ts';
import { notePresence, noteStaffNo } from '#server/people/presence.ts';
import { seedRoles } from '#server/people/roles.ts';
import { sessionRoutes } from '#server/people/session-routes.ts';
import { keepTidy } from '#server/people/tidy.ts';
import { refiner } from '#server/refine/keep-refining.ts';
import { reportRoutes } from '#server/reports/report-routes.ts';
import { takeAttention } from '#server/reports/take-attention.ts';
import { botRoutes } from '#server/robots/bots/bot-routes.ts';
import { credentialFor } from '#server/robots/bots/credential-for.ts';
import { credentialRoutes } from '#server/robots/bots/credential-routes.ts';
import { deskRobotRoutes } from '#server/robots/desk/desk-robot-routes.ts';
import { DeskRobots } from '#server/robots/desk/desk-robots.ts';
import { runRoutes } from '#server/robots/runs/run-routes.ts';
import { Runner } from '#server/robots/runs/runner.ts';
import { taskRoutes } from '#server/robots/tasks/task-routes.ts';
import { keepFiring } from '#server/robots/triggers/fire-schedules.ts';
import { takeRobotEvents } from '#server/robots/triggers/take-events.ts';
import { triggerRoutes } from '#server/robots/triggers/trigger-routes.ts';
import { Screens } from '#server/screens/screens.ts';
import { leafRoutes } from '#server/search/leaf-routes.ts';
import { searchRoutes } from '#server/search/search-routes.ts';
import { Floor, needCalls, presenceCalls } from '#server/supervisor/floor.ts';
import { type ContentOf, sensitiveIn } from '#server/supervisor/sensitive.ts';
import { supervisorRoutes } from '#server/supervisor/supervisor-routes.ts';
import { systemRoutes } from '#server/system/system-routes.ts';
import { keepHolds } from '#server/tickets/keep-holds.ts';
import type { TicketParts } from '#server/tickets/parts.ts';
import { unsureYears } from '#server/tickets/plan.ts';
import { ticketRoutes } from '#server/tickets/ticket-routes.ts';
import { fillAfterCall, takeFacts } from '#server/value/take-facts.ts';
import { valueRoutes } from '#server/value/value-routes.ts';
import { keysFrom, retiredVaultKeys } from '#server/vault/key-files.ts';
import { type KeyRing, keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';

/** A running server: everything built, started and connected. */
export interface Node {
  readonly url: string;
  readonly port: number;
  readonly database: OpenDatabase;
  readonly shelf: EngineShelf;
  readonly log: Log;
  readonly owner: Owner;
  readonly tickets: TicketParts;
  readonly ring: KeyRing;
  close(): Promise<void>;
}

/** What the demo adds to a node before it listens. */
export interface NodeExtras {
  readonly demo: 'on' | 'off';
  readonly demoKeys?: ReadonlySet<string>;
  readonly features?: readonly Feature[];
  /** Runs when the database is up and before anything is served. */
  readonly prepare?: (database: OpenDatabase) => Promise<void>;
}

/** Opens the configured database. */
export function openConfigured(config: Config, log: Log): Promise<OpenDatabase> {
  return openDatabase({ dataDir: config.dataDir, log, ...(config.databaseUrl ? { url: config.databaseUrl } : {}) });
}

/** Puts the server together, starts it and listens. This is the one place that knows all parts. */
export async function startNode(config: Config, database: OpenDatabase, log: Log, extras: NodeExtras): Promise<Node> {
  const { db } = database;
  const secrets = keysFrom({ env: process.env, dataDir: config.dataDir, isProduction: config.production });
  const ring = keyRing(await secrets.key('vault'), retiredVaultKeys(process.env));
  const vault = new Vault(db, ring);
  const auditKey = await secrets.key('audit');
  await seedRoles(db);

  const shelf = new EngineShelf(db, clock);
  const { engine } = await shelf.latest(); // fails here, with a sentence, when no content is live
  const bus = new BusInProcess(error => log.error({ err: error }, 'a listener on the bus failed'));
  const painted = histogram('deskside_push_to_paint_seconds', 'From the desk socket to the painted screen');
  const flushed = histogram('deskside_flush_seconds', 'One group commit');
  const stored = counter('deskside_events_stored_total', 'Events made durable');
  const held = gauge('deskside_conversations', 'Conversations in memory here');
  const node = nodeName(config.dataDir);
  const owner: Owner = new Owner({
    db,
    clock,
    log,
    bus,
    engines: shelf,
    seals: vault,
    findAgent: async staffNo => {
      const person = await personByStaffNo(db, staffNo);
      if (person) return person.hiredOn ? { hiredOn: person.hiredOn } : {};
      await noteStaffNo(db, staffNo);
      return null;
    },
    node,
    flushed: (tookMs, rows) => {
      flushed.observe(tookMs / 1000);
      stored.inc(rows);
      held.set(owner.load.conversations);
    },
  });
  await owner.start();
  const gapOf = async (agent: string) => {
    const [{ engine: latest }, person] = await Promise.all([shelf.latest(), personByStaffNo(db, agent)]);
    const { settings } = latest.content('zh');
    return settings.bands[bandOf(person?.hiredOn, new Date(clock.now()).toISOString(), settings)].interruptGapMs;
  };
  const articles = liveArticles(db, shelf);
  const announcing = startAnnouncing({ db, bus, clock, log, timeZone: bankZone, articles });
  const screens = new Screens({ db, clock, log, bus, node, partitions: owner.partitions, gapOf, announcements: announcing.due });
  await screens.start();

  const contentOf: ContentOf = async lang => {
    const { engine: live } = await shelf.latest();
    return { processes: live.content(lang).processes, sensitive: sensitiveIn(rulesOf(live)) };
  };
  const watched = gauge('deskside_floor_calls', 'Open calls leaders watch here');
  const floor = new Floor({
    db,
    bus,
    clock,
    log,
    sensitive: async () => (await contentOf('zh')).sensitive,
    counted: calls => watched.set(calls),
  });

  const secure = isSecure({ host: config.host, ...(config.publicOrigin ? { publicOrigin: config.publicOrigin } : {}) });
  const ingest = {
    owner,
    clock,
    log,
    presence: (said: Parameters<typeof notePresence>[1]) => {
      notePresence(db, said)
        .then(() => bus.publish(presenceCalls, { agent: said.agent, state: said.state, at: Date.parse(said.at) }))
        .catch(error => log.warn({ err: error }, 'presence not stored'));
    },
    ...(extras.demoKeys ? { demoKeys: extras.demoKeys } : {}),
  };
  const mayRead = mayReadBy(db);
  const robots = new DeskRobots({ db, bus, clock, log, owner });
  const english = new EnglishNames(shelf);
  const namesFor = english.for;
  const tickets = { db, clock, vault, engines: shelf, mayRead, namesFor };
  const robotConfig = readRobotConfig(process.env);
  const world = robotWorld(process.env, robotConfig);
  const { app } = await buildHttp({
    db,
    clock,
    log,
    host: config.host,
    ...(config.publicOrigin ? { publicOrigin: config.publicOrigin } : {}),
    screens: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    features: [
      sessionRoutes({
        db,
        clock,
        cookie: { name: cookieName(secure), secure },
        bank: () => engine.content('zh').bank,
        demo: extras.demo,
      }),
      peopleRoutes({ db, clock }),
      auditRoutes({ db, key: auditKey }),
      searchRoutes(shelf),
      leafRoutes({ db, engines: shelf }),
      contentRoutes({ db }),
      nameRoutes(english),
      feedbackRoutes({ db, clock }),
      lessonRoutes({ db }),
      explanationRoutes({ db }),
      reportRoutes({ db }),
      suggestionRoutes({ db, mayRead }),
      alertRoutes({ db, clock, told: (conversation, what) => bus.publish(needCalls, { conversation, isReopened: what === 'reopened' }) }),
      ownAlertRoutes({ db, clock, mayRead }),
      deliverRoutes({ db, clock, ring }),
      announceRoutes({ db, clock, bus, articles, timeZone: bankZone, namesFor }),
      supervisorRoutes({ db, bus, clock, log, owner, floor, contentOf }),
      ticketRoutes(tickets),
      valueRoutes({ db, clock, timeZone: bankZone, namesFor }),
      wrapupPartRoutes({ db, engines: shelf, mayRead }),
      correctionRoute({ owner }),
      botRoutes({ db, clock }),
      credentialRoutes({ db, clock, ring }),
      taskRoutes({ db, clock }),
      runRoutes({ db, clock, ring, timeZone: bankZone, browser: () => world.browser.known() }),
      triggerRoutes({ db, clock, ring }),
      systemRoutes({ db, clock, provisionalYears: atMs => unsureYears(db, atMs) }),
      inner => ingestSocket(inner, ingest),
      inner => ingestHttp(inner, ingest),
      inner =>
        deskSocket(inner, { db, bus, clock, log, owner, mayRead, announcing, robots, painted: tookMs => painted.observe(tookMs / 1000) }),
      looksRoute({ db, engines: shelf }),
      deskRobotRoutes({ db, ring, bus, clock }),
      inner => deskRoutes(inner, { db, mayRead, seals: vault }),
      ...(extras.features ?? []),
    ],
  });
  await listen(app, config);
  const stops = [
    keepAnchoring({ db, clock, log, key: auditKey }),
    keepTidy({ db, clock, log }),
    watchRecalls({ db, clock, log, owner }),
    keepConsuming({ db, clock, log }, 'content-feedback', takeFeedback),
    keepConsuming({ db, clock, log }, 'lessons', takeLessons),
    keepConsuming({ db, clock, log }, 'alerts', takeAlerts),
    keepConsuming({ db, clock, log }, 'attention', takeAttention(shelf)),
    keepConsuming({ db, clock, log }, 'deliver-wrapups', takeWrapups(shelf)),
    keepTakingTicketChanges({ db, clock, log }),
    keepConsuming({ db, clock, log }, 'announcements-said', takeSaid(articles.concepts)),
    keepConsuming({ db, clock, log }, 'call-facts', takeFacts),
    keepConsuming({ db, clock, log }, 'robot-events', takeRobotEvents(ring)),
    keepFiring({ db, ring, clock, log }),
    keepFilled(db, log),
    keepSwept(vault, log),
    keepHolds(tickets, clock, log),
  ];
  if (config.model) {
    const { keyFile, ...model } = config.model;
    const key = keyFile === null ? null : (await readFile(keyFile, 'utf8')).trim();
    const tell: Owner['tell'] = (...said) => owner.tell(...said);
    const { consume } = refiner({ db, log, model: openAi({ ...model, key }), now: () => clock.now(), tell });
    stops.push(keepConsuming({ db, clock, log }, 'refine', consume));
  }
  const runner = new Runner({
    ...{ db, clock, log, ring, node, timeZone: bankZone, ...world, atOnce: robotConfig.atOnce },
    databaseUrl: database.url,
    credential: asked => credentialFor(db, ring, asked, new Date(clock.now())),
    ...robotMakes(tickets, articles),
  });
  await runner.start();
  const stopDelivering = keepDelivering({ db, clock, log, ring });

  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return {
    url: `http://${config.host}:${port}`,
    port,
    database,
    shelf,
    log,
    owner,
    tickets,
    ring,
    async close() {
      for (const stop of stops) stop();
      robots.close();
      await runner.close();
      await world.browser.close();
      await stopDelivering();
      await app.close();
      await announcing.close();
      floor.close();
      await screens.close();
      await owner.close();
      await bus.close();
    },
  };
}

/** The rules of both languages: a call in either may need a leader. */
function rulesOf(engine: Engine): readonly Rule[] {
  return [...engine.content('zh').rules, ...engine.content('en').rules];
}

/** Destroys sealed values that came to their end, every ten minutes. */
function keepSwept(vault: Vault, log: Log): () => void {
  return every(clock, 10 * 60_000, () => {
    vault
      .sweep(new Date(clock.now()))
      .then(values => values > 0 && log.info({ values }, 'sealed values destroyed'))
      .catch(error => log.error({ err: error }, 'sealed values could not be destroyed'));
  });
}

/** After-call time that telephony knows of, looked for every minute. */
function keepFilled(db: Db, log: Log): () => void {
  return every(clock, 60_000, () => {
    fillAfterCall(db).catch(error => log.warn({ err: error }, 'after-call times not filled in; tried again'));
  });
}

/** The log of a process, as configured. */
export function logOf(config: Config): Log {
  return openLog({ level: config.logLevel });
}
