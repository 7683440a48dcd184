import { sql } from 'kysely';
import type { ProvisionalYear } from '#domain/working-calendar.ts';
import type { Clock } from '#ports/clock.ts';
import { SystemState } from '#protocol/system.ts';
import { pendingMigrations } from '#server/db/migrate.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { dayAt } from '#server/live/conversation-id.ts';

const dayMs = 86_400_000;

/** How the installation is: its processes, the senders of conversations, the readers of the log. */
export function systemRoutes(parts: {
  readonly db: Db;
  readonly clock: Clock;
  readonly provisionalYears: (atMs: number) => Promise<readonly ProvisionalYear[]>;
}): Feature {
  const { db, clock, provisionalYears } = parts;
  return app => {
    app.get(
      '/v1/system',
      {
        config: { permission: 'system.read' },
        schema: { tags: ['system'], summary: 'Processes, senders and readers of the log', response: { 200: SystemState } },
      },
      async () => ({
        ...(await readSystem(db, dayAt(clock.now() - dayMs))),
        provisionalYears: [...(await provisionalYears(clock.now()))],
      }),
    );
  };
}

async function readSystem(db: Db, sinceDay: number): Promise<Omit<SystemState, 'provisionalYears'>> {
  const nodes = await db
    .selectFrom('nodes')
    .select(['node', 'started_at', 'beat_at'])
    .select(sql<number>`(select count(*)::int from partitions where partitions.node = nodes.node)`.as('partitions'))
    .select(sql<Date>`clock_timestamp()`.as('now'))
    .orderBy('started_at', 'desc')
    .limit(50)
    .execute();
  const { open } = await db
    .selectFrom('conversations')
    .select(sql<number>`count(*)::int`.as('open'))
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
  const senders = await db
    .selectFrom('conversations')
    .leftJoin('api_key', 'api_key.id', 'conversations.client')
    .select(['client', 'api_key.name', sql<number>`count(*)::int`.as('conversations'), sql<Date>`max(opened_at)`.as('last_at')])
    .where('day', '>=', sinceDay)
    .groupBy(['client', 'api_key.name'])
    .orderBy('last_at', 'desc')
    .limit(50)
    .execute();
  const consumers = await db.selectFrom('consumers').select(['name', 'last_at']).orderBy('name').execute();
  return {
    nodes: nodes.map(({ node, started_at, beat_at, partitions }) => ({
      node,
      startedAt: started_at.toISOString(),
      beatAt: beat_at.toISOString(),
      partitions,
    })),
    openConversations: open,
    senders: senders.map(({ client, name, conversations, last_at }) => ({
      client,
      ...(name ? { name } : {}),
      conversations,
      lastAt: last_at.toISOString(),
    })),
    consumers: consumers.map(({ name, last_at }) => ({ name, ...(last_at ? { lastAt: last_at.toISOString() } : {}) })),
    pendingMigrations: [...(await pendingMigrations(db))],
    now: (nodes[0]?.now ?? new Date()).toISOString(),
  };
}
