import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Requirement } from '#domain/permission.ts';
import { type Problem, ProblemError } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import { apiKeyLookup } from '#server/people/api-keys.ts';
import { isFromThisMachine } from '#server/people/loopback.ts';
import { findSession, type SessionLife, standardLife } from '#server/people/sessions.ts';
import { meets, nobody, type PersonWho, type Who } from '#server/people/who.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whoever asks; on public routes always nobody. */
    who: Who;
  }
  interface FastifyContextConfig {
    /** What the route asks of whoever comes. A route without it does not start. */
    permission?: Requirement;
    /** A page of ours, not a call: whoever has to sign in first is led there. */
    page?: 'page';
    /** Programs on this very machine need no permission (a collector of figures). */
    from?: 'this-machine';
  }
}

/** A route with what it asks for; tests go through all of them. */
export type DeclaredRoute = { readonly method: string; readonly url: string; readonly permission: Requirement };

/** `publicOrigin`: a proxy stands before us, so being asked from this machine proves nothing. */
export type GuardParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly cookieName: string;
  readonly life?: SessionLife;
  readonly publicOrigin?: string | undefined;
};

/**
 * Stands before every route: finds out who asks, refuses what they may not do, and demands the CSRF token on changes by cookie. Put it
 * on the root before any route; a route that declares nothing stops the start. Returns the list of what was declared.
 */
export function guard(app: FastifyInstance, parts: GuardParts): readonly DeclaredRoute[] {
  const declared: DeclaredRoute[] = [];
  const routes: { method: string; url: string; config: { permission?: Requirement } | undefined }[] = [];
  const keyOf = apiKeyLookup(parts.db, parts.clock);

  app.decorateRequest('who');
  app.addHook('onRoute', route => {
    for (const method of [route.method].flat()) {
      const self = route;
      routes.push({
        method,
        url: route.url,
        get config() {
          return self.config as { permission?: Requirement } | undefined; // a plugin's own hook may still add it
        },
      });
    }
  });
  app.addHook('onReady', async () => {
    const silent = routes.filter(route => route.config?.permission === undefined).map(route => `${route.method} ${route.url}`);
    if (silent.length > 0) throw new Error(`These routes declare no permission, so nobody may use them: ${silent.join(', ')}`);
    for (const { method, url, config } of routes) if (config?.permission) declared.push({ method, url, permission: config.permission });
  });
  app.addHook('onRequest', async (request, reply) => {
    request.who = nobody;
    if (request.is404) return;
    const { permission, page, from } = request.routeOptions.config;
    if (permission === 'public' || (from && !parts.publicOrigin && isFromThisMachine(request))) return;

    request.who = await identify(request, parts, keyOf);
    const answer = meets(request.who, permission);
    if (answer === 'sign-in-first') return page ? leadToSignIn(request, reply) : refuse({ kind: 'not-signed-in' });
    if (answer === 'no' && page) return void reply.code(403); // the page itself says so; its data is refused call by call
    if (answer === 'no') return refuse({ kind: 'not-allowed', action: permission ?? 'undeclared' });
    demandCsrf(request);
  });
  return declared;
}

/** The person behind a request; programs are refused. */
export function personOf(request: FastifyRequest): PersonWho {
  if (request.who.kind !== 'person') throw new ProblemError({ kind: 'not-allowed', action: 'act without being a person' });
  return request.who;
}

async function identify(request: FastifyRequest, parts: GuardParts, keyOf: ReturnType<typeof apiKeyLookup>): Promise<Who> {
  const [scheme, key] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer') {
    const who = key ? await keyOf(key) : undefined;
    if (!who) refuse({ kind: 'wrong-key' });
    return who ?? nobody;
  }
  const token = request.cookies[parts.cookieName];
  return (token && (await findSession(parts.db, parts.clock, token, parts.life ?? standardLife))) || nobody;
}

const changes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A cookie travels with every request a foreign page makes, a header it cannot read does not. Sockets are judged by their origin. */
function demandCsrf(request: FastifyRequest): void {
  if (request.who.kind !== 'person') return;
  const isSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
  if (isSocket && !request.headers.origin) refuse({ kind: 'not-allowed', action: 'open a socket by cookie from outside a browser' });
  if (!isSocket && changes.has(request.method) && request.headers['x-csrf'] !== request.who.session.csrf)
    refuse({ kind: 'not-allowed', action: 'change something without the X-CSRF header' });
}

async function leadToSignIn(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await reply.redirect(`/signin?next=${encodeURIComponent(request.url)}`, 302);
}

function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}
