import { join } from 'node:path';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { readConfig } from '#commands/config.ts';
import { demoContent } from '#commands/demo-content.ts';
import { logOf, type Node, openConfigured, startNode } from '#commands/node.ts';
import { phases } from '#commands/phases.ts';
import { untilStopped } from '#commands/until-stopped.ts';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { type PracticeBank, startPracticeBank } from '#practice/practice-bank.ts';
import { practiceUsers } from '#practice/staff.ts';
import { liveArticles } from '#server/announce/live-articles.ts';
import { keptIn } from '#server/content/kept-builds.ts';
import { type Call, readCalls } from '#server/demo/call.ts';
import { demoKey } from '#server/demo/demo-key.ts';
import { demoRoutes } from '#server/demo/demo-routes.ts';
import { hangUpLeftovers } from '#server/demo/leftovers.ts';
import { Line, LineClosed } from '#server/demo/line.ts';
import { Player } from '#server/demo/player.ts';
import { seedAnnouncements } from '#server/demo/seed-announcements.ts';
import { seedContent } from '#server/demo/seed-content.ts';
import { seedValue } from '#server/demo/seed-value.ts';
import { Stage } from '#server/demo/stage.ts';
import { TryRoom } from '#server/demo/try-room.ts';
import { tryRoutes } from '#server/demo/try-routes.ts';
import { demoRefusal } from '#server/people/demo-mode.ts';
import { demoColleagues, demoPeople, seedDemoPeople } from '#server/people/demo-people.ts';
import { seedDemoBots } from '#server/robots/bots/demo-bots.ts';
import { seedTicketPlan, seedTickets, ticketOfCall } from '#server/tickets/demo-tickets.ts';

export const demoHelp = `deskside demo                                  the server with the demo bank, one-click sign-in and played calls`;

const editor = '4001';
const approver = '4002';
const robots = { author: '5003', approver: '5002', owner: '5004' };
const ticketCalls = [
  ['D07', '1533', '120203', { demand: '道歉，明确答复时间' }], // a complaint
  ['D03', '1088', '040202', { wanted: '核实转账报文与退回原因' }], // a transfer that did not arrive
] as const;
const busyAgents = ['1533', '1088']; // nobody whose desk an English visitor opens: these calls are Chinese too

/** Serves the demo bank until stopped; answers the exit code. */
export async function demoCommand(_args: readonly string[]): Promise<number> {
  const config = { ...readConfig(process.env), logLevel: process.env.DESKSIDE_LOG ?? 'warn' };
  const refusal = demoRefusal({
    host: config.host,
    environment: process.env,
    ...(config.publicOrigin ? { publicOrigin: config.publicOrigin } : {}),
  });
  if (refusal) {
    console.error(refusal);
    return 2;
  }

  const log = logOf(config);
  const phase = phases();
  const database = await phase('database', () => openConfigured(config, log));
  const practice = await phase('practice bank', () => startPracticeBank({ port: config.practicePort }));
  try {
    await phase('people', () => seedDemoPeople(database.db));
    await phase('content', () =>
      seedContent(database.db, demoContent, editor, approver, config.buildsDir ? keptIn(config.buildsDir) : undefined),
    );
    await phase('tickets', () => seedTicketPlan(database.db, demoContent, editor, approver));
    const calls = await readCalls(demoContent);
    const { id, key } = await demoKey(database.db, config.dataDir);

    const place = { url: '' };
    const line = new Line(() => `${place.url.replace('http', 'ws')}/v1/ingest`, key);
    const stage = new Stage(line, calls, config.demoSpeed);
    const node = await phase('server', () =>
      startNode(config, database, log, {
        demo: 'on',
        demoKeys: new Set([id]),
        features: [demoRoutes(stage), tryRoutes(new TryRoom(line), calls)],
      }),
    );
    place.url = node.url;
    await phase('robots', () => {
      const accounts = practiceUsers.map(({ duty, staffNo, password }) => ({ role: duty, user: staffNo, password }));
      const bank = { origin: practice.origin, accounts };
      return seedDemoBots(database.db, node.ring, join(demoContent, 'robots'), bank, robots, new Date(systemClock.now()));
    });
    await seedValue(database.db, systemClock.now());
    await seedAnnouncements(database.db, liveArticles(database.db, node.shelf), editor, systemClock.now());
    await phase('calls', async () => {
      await line.connect();
      await hangUpLeftovers(database.db, line, id);
      stage.seat(demoColleagues);
      await seedTickets(node.tickets);
      const unlessClosed = (sentence: string) => (error: unknown) => {
        if (!(error instanceof LineClosed)) log.error({ err: error }, sentence);
      };
      void ticketsOfCalls(node, line, calls).catch(unlessClosed('no ticket of a played call'));
      void stage.keepBusy(busyAgents).catch(unlessClosed('the played calls ended'));
    });

    greet(node.url, practice);
    await untilStopped();
    await stage.close().catch(() => {}); // a call that cannot hang up any more is hung up at the next start
    line.close();
    await node.close();
  } finally {
    await practice.stop();
    await database.close();
  }
  return 0;
}

/** Plays two calls in a moment, wraps each up as its agent would, and makes the ticket it needs: once, on a new demo. */
async function ticketsOfCalls({ owner, tickets }: Node, line: Line, calls: readonly Call[]): Promise<void> {
  const made = await tickets.db.selectFrom('tickets').select('number').where('conversation', 'is not', null).limit(1).executeTakeFirst();
  if (made) return;
  for (const [id, agent, category, fields] of ticketCalls) {
    const call = calls.find(one => one.id === id);
    if (!call) continue;
    const player = new Player(line, call, agent, { paused: false, speed: 60 });
    const conversation = ConversationId.parse(await player.open());
    await player.play();
    for (const act of [{ kind: 'chose', category }, { kind: 'wrapped' }] as const)
      await new Promise<void>((resolve, reject) =>
        owner.act(conversation, agent, `${agent}:demo-${act.kind}`, act, problem =>
          problem ? reject(new ProblemError(problem)) : resolve(),
        ),
      );
    await ticketOfCall(tickets, agent, conversation, fields);
  }
}

function greet(url: string, practice: PracticeBank): void {
  const startedAt = Number(process.env.DESKSIDE_STARTED_AT);
  const seconds = startedAt ? `${((Date.now() - startedAt) / 1000).toFixed(1)} s after npm start, ` : '';
  console.log(`ready      ${seconds}${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  console.log(`\n座右 Deskside, 江海银行 (虚构银行, fictional bank)`);
  console.log(`  desk     ${url}/desk`);
  console.log(`  try      ${url}/try`);
  console.log(`  practice ${practice.origin}  the old system the robots work in; faults are switched on at ${practice.origin}/control`);
  console.log(`  sign in  ${url}/signin  one click for each role:`);
  for (const { staffNo, name, role } of demoPeople()) console.log(`           ${staffNo} ${name} (${role})`);
  console.log('\nCtrl+C stops everything.');
}
