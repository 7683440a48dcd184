/** How a try ended. `retryAfterMs` is what the receiver asked for. */
export type Posted =
  | { readonly kind: 'taken' }
  | { readonly kind: 'later'; readonly why: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly why: string };

const timeoutMs = 10_000;

/** Sends one note. Redirects are not followed, the answer's text is not read: its status says everything. */
export async function post(url: string, headers: Readonly<Record<string, string>>, body: string, signal?: AbortSignal): Promise<Posted> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Deskside', ...headers },
      body,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
    await answer.body?.cancel();
    return judged(answer.status, answer.headers.get('retry-after'));
  } catch (error) {
    return { kind: 'later', why: timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error), retryAfterMs: null };
  }
}

/** Success is 2xx. Nothing to wait for where the receiver says that the note itself is wrong. */
function judged(status: number, retryAfter: string | null): Posted {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  const why = `answered ${status}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500)
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
