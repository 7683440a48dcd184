import type { Answered, LanguageModel } from '#ports/language-model.ts';

/** Where an OpenAI-compatible endpoint is and how long it may take. */
export interface OpenAiParts {
  readonly url: string; // https://models.bank.example/v1
  readonly model: string;
  readonly key: string | null;
  readonly timeoutMs: number;
}

const mostBytes = 64 * 1024;

/** Speaks to an OpenAI-compatible endpoint (POST …/chat/completions, no streaming). */
export function openAi({ url, model, key, timeoutMs }: OpenAiParts): LanguageModel {
  const address = `${url.replace(/\/+$/, '')}/chat/completions`;
  return {
    name: model,
    async ask({ instructions, data }): Promise<Answered> {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(address, {
          method: 'POST',
          redirect: 'error',
          signal: timeout,
          headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
          body: JSON.stringify({
            model,
            temperature: 0,
            max_tokens: 600,
            messages: [
              { role: 'system', content: instructions },
              { role: 'user', content: data },
            ],
          }),
        });
        if (!response.ok) {
          await response.body?.cancel();
          return { ok: false, why: response.status >= 500 || response.status === 429 ? 'away' : 'refused' };
        }
        const text = await readBounded(response);
        return text === null ? { ok: false, why: 'garbled' } : contentOf(text);
      } catch {
        return { ok: false, why: timeout.aborted ? 'slow' : 'away' };
      }
    },
  };
}

/** The body, or null when it is longer than an answer can be. */
async function readBounded(response: Response): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > mostBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function contentOf(text: string): Answered {
  try {
    const body = JSON.parse(text) as { choices?: readonly { message?: { content?: unknown } }[] };
    const content = body.choices?.[0]?.message?.content;
    return typeof content === 'string' && content !== '' ? { ok: true, text: content } : { ok: false, why: 'garbled' };
  } catch {
    return { ok: false, why: 'garbled' };
  }
}
