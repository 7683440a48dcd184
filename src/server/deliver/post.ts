/** How a try ended. `retryAfterMs` is what the receiver asked for. */
export type Posted =
  | { readonly kind: 'taken' }
  | { readonly kind: 'later'; readonly why: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly why: string };

/** How long a receiver is waited for. */
export const answerWithinMs = 10_000;

/**
 * Sends one note. Redirects are not followed, the answer's text is not read: its status says everything. `withinMs`: how long it is waited
 * for; who answers later may have taken it, so it is to be tried again under the same id.
 */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { withinMs, signal }: { readonly withinMs: number; readonly signal: AbortSignal },
): Promise<Posted> {
  const timeout = AbortSignal.timeout(withinMs);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Deskside', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, signal]),
    });
    await answer.body?.cancel();
    return judged(answer.status, answer.headers.get('retry-after'));
  } catch (error) {
    return { kind: 'later', why: timeout.aborted ? `no answer within ${withinMs / 1000} s` : reasonOf(error), retryAfterMs: null };
  }
}

/** Success is 2xx. Nothing to wait for where the receiver says that the note itself is wrong; 409 says it is still at an earlier try. */
function judged(status: number, retryAfter: string | null): Posted {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  const why = `answered ${status}`;
  if (status === 408 || status === 409 || status === 425 || status === 429 || status >= 500)
    return { kind: 'later', why, retryAfterMs: secondsOf(retryAfter) };
  return { kind: 'refused', why };
}

function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : null;
}

/** The system's own name for it (ECONNREFUSED); never a text that could hold what was sent. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' ? `not reached: ${cause.code}` : 'not reached';
}
