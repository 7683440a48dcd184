import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProblemError } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import type { App, Feature } from '#server/http/app.ts';
import { contentSecurity } from '#server/http/content-security.ts';
import { healthRoutes, metricsRoute, type Readiness } from '#server/http/health.ts';
import { collectOpenApi, serveOpenApi } from '#server/http/openapi.ts';
import { answerProblems } from '#server/http/problem-answer.ts';
import { sameOriginOnly } from '#server/http/same-origin.ts';
import { openSockets } from '#server/http/sockets.ts';
import { serveScreens } from '#server/http/static-files.ts';
import type { Log } from '#server/log.ts';
import { type DeclaredRoute, guard } from '#server/people/guard.ts';
import { isLoopback } from '#server/people/loopback.ts';
import type { SessionLife } from '#server/people/sessions.ts';

/** What the shell is made from. `features` add their routes; each declares what it asks for. */
export type HttpParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly features: readonly Feature[];
  readonly screens: string; // the built web folder, dist/web
  readonly host: string; // what we listen on
  readonly publicOrigin?: string; // https://desk.bank.example when a proxy stands before us
  readonly sessionLife?: SessionLife;
  readonly readiness?: readonly Readiness[];
  readonly requestsPerMinute?: number;
};

/** The shell, ready to listen, and every route with what it asks for (complete once `app.ready()` is done). */
export type Http = { readonly app: App; readonly declared: readonly DeclaredRoute[] };

/** Builds the HTTP shell: guard, limits, problems, features, screens, in that order. */
export async function buildHttp(parts: HttpParts): Promise<Http> {
  const app: App = fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parts.publicOrigin !== undefined,
    bodyLimit: 1 << 20,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  await openSockets(app); // before the guard: only so is the connection of a refused socket given back

  const secure = isSecure(parts);
  await app.register(fastifyHelmet, contentSecurity(secure));
  await app.register(fastifyCookie);
  sameOriginOnly(app, parts);
  await app.register(fastifyRateLimit, {
    max: parts.requestsPerMinute ?? 3_000,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => new ProblemError({ kind: 'busy', retryAfterMs: ttl }),
  });
  const declared = guard(app, {
    db: parts.db,
    clock: parts.clock,
    cookieName: cookieName(secure),
    life: parts.sessionLife,
    publicOrigin: parts.publicOrigin,
  });
  await collectOpenApi(app);
  healthRoutes(app, { db: parts.db, readiness: parts.readiness ?? [], isClosing: () => closing });
  metricsRoute(app);
  await app.register(async inner => {
    for (const feature of parts.features) await feature(inner as App);
  });
  await serveOpenApi(app);
  await serveScreens(app, parts.screens);
  return { app, declared };
}

/** Cookies are Secure unless this is plain HTTP for this machine alone; then browsers would not send them back. */
export function isSecure(parts: { readonly host: string; readonly publicOrigin?: string }): boolean {
  return parts.publicOrigin ? parts.publicOrigin.startsWith('https:') : !isLoopback(parts.host);
}

/** The session cookie; with TLS a prefix binds it to this host. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-deskside' : 'deskside';
}
