import type { Problem } from '#domain/problem.ts';

const retryAfterMs = 2_000;

/** What an error of the database means to whoever asked; undefined when it is no passing trouble but a fault of ours. */
export function databaseProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = String((error as { code?: unknown }).code ?? '');
  if (fullDisk.has(code)) return { kind: 'unavailable', what: 'disk', retryAfterMs: 30_000 };
  if (collisions.has(code)) return { kind: 'busy', retryAfterMs: 200 };
  if (downCodes.has(code) || code.startsWith('08') || code.startsWith('57P') || code.startsWith('53')) return down;
  if (
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|server closed the connection/.test(
      error.message,
    )
  )
    return down;
  if (error instanceof AggregateError) return error.errors.map(databaseProblem).find(Boolean);
  return undefined;
}

const down: Problem = { kind: 'unavailable', what: 'database', retryAfterMs };
const downCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', '25P03', '57014']);
const fullDisk = new Set(['53100', '58030', 'ENOSPC']);
const collisions = new Set(['40001', '40P01', '55P03']);
