import { z } from 'zod';
import { Problem } from '#domain/problem.ts';

/** What a call came back with: the parsed body, or why not. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

let csrf = '';

/** Remembers the token every change sends back. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

/** Calls our server; a body is parsed where it enters, expected trouble is a value. A file is sent as the CSV it is. */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body === undefined ? {} : { 'content-type': body instanceof Blob ? 'text/csv' : 'application/json' }),
        ...(method === 'GET' ? {} : { 'x-csrf': csrf }),
      },
      body: body === undefined ? undefined : body instanceof Blob ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const json: unknown = text ? JSON.parse(text) : null;
    if (!response.ok) {
      const named = z.object({ problem: Problem }).safeParse(json);
      const answer = response.status === 422 ? schema.safeParse(json) : null; // a refusal field by field is an answer of its own
      if (answer?.success) return { ok: true, value: answer.data };
      return { ok: false, problem: named.success ? named.data.problem : unreachable };
    }
    const parsed = schema.safeParse(json);
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problem: { kind: 'internal', reference: path } };
  } catch {
    return { ok: false, problem: unreachable };
  }
}

/** The answer of calls whose body says nothing. */
export const nothing = z.unknown();

const unreachable: Problem = { kind: 'unavailable', what: 'server', retryAfterMs: 1000 };
