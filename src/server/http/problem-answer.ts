import { randomBytes } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { ZodError } from 'zod';
import { type Problem, ProblemError } from '#domain/problem.ts';
import { databaseProblem } from '#server/db/database-problem.ts';

/** The one place where a problem becomes an answer: a status, `{problem}`, and when to try again. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error, request);
    if (problem.kind === 'internal') request.log.error({ err: error, reference: problem.reference }, 'request failed');
    if (problem.kind === 'unavailable') request.log.warn({ err: error }, 'request refused while something is unavailable');
    return answer(reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    answer(reply, { kind: 'not-found', what: 'address', id: request.url.split('?')[0]?.slice(0, 200) ?? '' }),
  );
}

/** Answers with a problem. */
export function answer(reply: FastifyReply, problem: Problem): FastifyReply {
  if ('retryAfterMs' in problem) reply.header('retry-after', String(Math.max(1, Math.ceil(problem.retryAfterMs / 1000))));
  return reply.status(statusOf(problem)).type('application/json').serializer(JSON.stringify).send({ problem });
}

/** The HTTP status of every problem. */
export function statusOf(problem: Problem): number {
  switch (problem.kind) {
    case 'invalid':
    case 'broken-frame':
      return 400;
    case 'not-signed-in':
    case 'wrong-key':
      return 401;
    case 'not-allowed':
      return 403;
    case 'not-found':
      return 404;
    case 'gap':
    case 'closed':
    case 'conflict':
    case 'incomplete':
    case 'four-eyes':
      return 409;
    case 'too-large':
      return 413;
    case 'busy':
      return 429;
    case 'internal':
      return 500;
    case 'unavailable':
      return 503;
  }
}

/** What went wrong, by its closed name. Anything unforeseen becomes a reference that the log explains. */
export function problemOf(error: unknown, request?: FastifyRequest): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation[0];
    return {
      kind: 'invalid',
      field: fieldOf(error.validationContext, first?.instancePath),
      why: first?.message ?? 'does not fit the schema',
    };
  }
  if (error instanceof ZodError && !isResponseSerializationError(error)) {
    const first = error.issues[0];
    return { kind: 'invalid', field: first?.path.join('.') ?? '', why: first?.message ?? 'does not fit the schema' };
  }
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { kind: 'too-large', limitBytes: request?.routeOptions.bodyLimit ?? 0 };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { kind: 'invalid', field: 'content-type', why: 'is not one this address reads' };
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { kind: 'broken-frame', why: 'the body is not JSON' };
    case 'FST_ERR_RATE_LIMIT':
      return { kind: 'busy', retryAfterMs: 1_000 };
  }
  const ofDatabase = databaseProblem(error);
  if (ofDatabase) return ofDatabase;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { kind: 'invalid', field: 'request', why: `refused with ${status}` };
  return { kind: 'internal', reference: randomBytes(6).toString('hex') };
}

function fieldOf(context: string | undefined, path = ''): string {
  const inner = path.split('/').filter(Boolean).join('.');
  return [context ?? 'body', inner].filter(Boolean).join('.');
}
