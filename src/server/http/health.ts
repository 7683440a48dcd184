import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pendingMigrations } from '#server/db/migrate.ts';
import type { Db } from '#server/db/schema.ts';
import { httpSeconds, measureProcess, registry } from '#server/metrics.ts';

/** One more thing that must be well before we take work: its name, and whether it is. */
export type Readiness = { readonly name: string; readonly isReady: () => Promise<boolean> };

/** /healthz: this process answers. /readyz: it can also store. /metrics: figures, for this machine or those who may see them. */
export function healthRoutes(app: FastifyInstance, parts: { db: Db; readiness: readonly Readiness[]; isClosing: () => boolean }): void {
  measureProcess();
  const open = { config: { permission: 'public', rateLimit: false }, schema: { hide: true } } as const;

  app.get('/healthz', open, () => ({ status: 'ok' }));

  app.get('/readyz', open, async (_request, reply) => {
    const checks = [{ name: 'database', isReady: () => canWrite(parts.db) }, ...parts.readiness];
    const states = await Promise.all(
      checks.map(async ({ name, isReady }) => [name, parts.isClosing() ? false : await isReady().catch(() => false)] as const),
    );
    const ready = states.every(([, well]) => well);
    return reply
      .status(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not-ready', parts: Object.fromEntries(states) });
  });

  app.addHook('onResponse', async (request, reply) => {
    httpSeconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
}

/** /metrics asks for `system.read`, except from this very machine. */
export function metricsRoute(app: FastifyInstance): void {
  app.get(
    '/metrics',
    { config: { permission: 'system.read', from: 'this-machine', rateLimit: false }, schema: { hide: true } },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}

/** Asks for a transaction number, which a read-only standby refuses to give; and the schema must be the one we know. */
async function canWrite(db: Db): Promise<boolean> {
  await sql`select pg_current_xact_id()`.execute(db);
  return (await pendingMigrations(db)).length === 0;
}
