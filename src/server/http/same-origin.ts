import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '#domain/problem.ts';
import { isLoopback } from '#server/people/loopback.ts';

/**
 * Refuses what a foreign page makes a browser send: changes and sockets whose Origin is not ours, and, while we serve this machine only,
 * any name for us that is not this machine's (a foreign name that resolves to 127.0.0.1).
 */
export function sameOriginOnly(app: FastifyInstance, parts: { host: string; publicOrigin?: string | undefined }): void {
  app.addHook('onRequest', async request => {
    if (isLoopback(parts.host) && !parts.publicOrigin && !isLoopback(request.hostname))
      throw new ProblemError({ kind: 'not-allowed', action: 'reach this machine by another name' });
    if (!isForeign(request, parts.publicOrigin)) return;
    throw new ProblemError({ kind: 'not-allowed', action: 'send this from another site' });
  });
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

function isForeign(request: FastifyRequest, publicOrigin: string | undefined): boolean {
  const origin = request.headers.origin;
  const isSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
  if (!origin || (harmless.has(request.method) && !isSocket)) return false;
  return origin !== publicOrigin && URL.parse(origin)?.host !== request.host;
}
