import type { Typed } from '#domain/browser-action.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Order } from '#robots/orders.ts';
import { metTarget } from '#server/robots/runs/met.ts';
import type { Performed, Ride } from '#server/robots/runs/ride.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';

/** One request to a target. */
export interface Request {
  readonly method: string;
  readonly address: string; // path and query
  readonly headers: Readonly<Record<string, Typed>>;
  readonly json?: unknown;
  readonly status: readonly number[];
  readonly into?: string | undefined;
}

const largestAnswer = 5_000_000;
const patienceMs = 30_000;

/** Sends one request to a step's target and nowhere else: redirects are not followed. */
export async function doRequest(
  ride: Ride,
  order: Extract<Order, { target: string }>,
  request: Request,
  signal: AbortSignal,
): Promise<Performed> {
  const target = ride.targets.get(order.target);
  const no = (trouble: RobotTrouble, touched: boolean, details: Readonly<Record<string, unknown>> = {}): Performed => ({
    ok: false,
    trouble: ride.hidden.within(trouble),
    touched,
    found: {},
    details: { method: request.method, address: ride.hidden.text(request.address.split('?')[0] ?? ''), ...details },
  });
  if (!target) return no(systemTrouble('BAD_INPUT', `there is no target ${order.target}`), false);
  const url = URL.canParse(request.address, target.origin) ? new URL(request.address, target.origin) : null;
  if (!url || url.origin !== new URL(target.origin).origin)
    return no(systemTrouble('FENCE', 'the address leads away from the target'), false);

  const headers: Record<string, string> = { accept: 'application/json, text/plain;q=0.5, */*;q=0.1', 'user-agent': 'Deskside' };
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers[name.toLowerCase()] = value;
    else {
      const secret = await ride.secrets.open(order, value.secret);
      if (!secret.ok) return no(secret.trouble, false);
      headers[name.toLowerCase()] = secret.value;
    }
  }
  const body = request.json === undefined ? undefined : JSON.stringify(request.json);
  if (body !== undefined) headers['content-type'] ??= 'application/json';

  const timeout = AbortSignal.timeout(order.timeoutMs ?? patienceMs);
  const began = performance.now();
  try {
    const answer = await fetch(url, {
      method: request.method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    const text = await readAtMost(answer, largestAnswer);
    const tookMs = performance.now() - began;
    await metTarget(ride, order.target, { kind: 'answered', tookMs });
    const details = { method: request.method, address: ride.hidden.text(url.pathname), status: answer.status, tookMs: Math.round(tookMs) };
    if (!request.status.includes(answer.status)) {
      const again = answer.status === 429 || (answer.status === 503 && answer.headers.has('retry-after'));
      if (again)
        return no(
          { kind: 'busy', target: order.target, retryAfterMs: retryAfterMs(answer.headers.get('retry-after')) },
          answer.status !== 429,
          details,
        );
      if (answer.status === 401 || answer.status === 403) {
        if (usesSecret(request)) await metTarget(ride, order.target, { kind: 'login-failed' });
        return no(systemTrouble('LOGIN_FAILED', `${url.host} answered ${answer.status}`), false, details);
      }
      return no(
        systemTrouble('HTTP_STATUS', `${url.host} answered ${answer.status}`),
        answer.status >= 500 || answer.status < 400,
        details,
      );
    }
    if (text === null) return no(systemTrouble('FAILED', `the answer is larger than ${largestAnswer / 1e6} MB`), true, details);
    if (usesSecret(request)) await metTarget(ride, order.target, { kind: 'signed-in' });
    const found = request.into === undefined ? {} : { [request.into]: parsed(text, answer.headers.get('content-type')) };
    return { ok: true, found, details };
  } catch (error) {
    const details = { tookMs: Math.round(performance.now() - began) };
    if (timeout.aborted || signal.aborted) {
      if (timeout.aborted) await metTarget(ride, order.target, { kind: 'answered', tookMs: performance.now() - began });
      return no(systemTrouble('TIME_OUT', `${url.host} took too long to answer`), true, details);
    }
    const code = reasonOf(error);
    return no(systemTrouble('NAVIGATION', `${url.host} was not reached: ${code}`), !neverSent.has(code), details);
  }
}

/** Reasons that come before a request is sent: it surely had no effect. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** The system's own name for it; never a text that could hold what was sent. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' ? cause.code : 'unknown';
}

async function readAtMost(answer: Response, most: number): Promise<string | null> {
  if (!answer.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string, type: string | null): unknown {
  if (!type?.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function retryAfterMs(value: string | null): number {
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : 5000;
}

function usesSecret({ headers }: Request): boolean {
  return Object.values(headers).some(value => typeof value !== 'string');
}
