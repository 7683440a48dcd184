import { z } from 'zod';
import type { ConversationId } from '#domain/ids.ts';
import { type Problem, ProblemError } from '#domain/problem.ts';
import { IngestAnswer } from '#protocol/answer.ts';
import type { SourceEvent } from '#protocol/event.ts';
import type { Open } from '#protocol/open.ts';
import { Up } from '#protocol/up.ts';
import type { App } from '#server/http/app.ts';
import type { IngestParts } from '#server/ingest/connection.ts';
import { isStorable } from '#server/ingest/parse-up.ts';
import { clientOf } from '#server/ingest/socket.ts';
import type { Client } from '#server/live/birth.ts';

const Batch = z.array(Up).min(1).max(500);
const Answers = z.object({ answers: z.array(IngestAnswer) }); // one for each message, in order

/** The same messages by HTTP, for sources that cannot hold a socket. Answers once all of them are durable or refused. */
export function ingestHttp(app: App, parts: IngestParts & { readonly demoKeys?: ReadonlySet<string> }): void {
  app.post('/v1/ingest', { config: { permission: 'ingest.send' }, schema: { body: Batch, response: { 200: Answers } } }, async request => {
    if (!isStorable(request.body))
      throw new ProblemError({ kind: 'invalid', field: 'body', why: 'holds a NUL or half of a surrogate pair' });
    const client = clientOf(request, parts.demoKeys);
    const batch = new HttpBatch(parts, client);
    return { answers: await batch.run(request.body) };
  });
}

class HttpBatch {
  readonly #parts: IngestParts;
  readonly #client: Client;
  readonly #ids = new Map<string, ConversationId | null>();

  constructor(parts: IngestParts, client: Client) {
    this.#parts = parts;
    this.#client = client;
  }

  /** Hands messages on in order; only an open is waited for before the next goes on. */
  async run(ups: readonly Up[]): Promise<IngestAnswer[]> {
    const answers: Promise<IngestAnswer>[] = [];
    for (const up of ups) {
      const named = up.type === 'open' || up.type === 'presence' ? undefined : up.conversation;
      const id = named === undefined ? null : await this.#find(named);
      const answer = this.#take(up, id, this.#parts.clock.now());
      answers.push(answer);
      if (up.type === 'open') await answer;
    }
    return await Promise.all(answers);
  }

  async #take(up: Up, id: ConversationId | null, heardAt: number): Promise<IngestAnswer> {
    switch (up.type) {
      case 'open':
        return this.#open(up, heardAt);
      case 'event':
        return this.#event(up, id, heardAt);
      case 'presence':
        this.#parts.presence(up, this.#client);
        return { type: 'beat' };
      case 'partial':
        if (id) this.#parts.owner.partial(id, up, heardAt);
        return { type: 'beat' };
      case 'beat':
        if (id) this.#parts.owner.alive(id, up.source ?? null, heardAt, up.nowMs);
        return { type: 'beat' };
    }
  }

  #open(open: Open, heardAt: number): Promise<IngestAnswer> {
    const { conversation, source } = open;
    return new Promise(resolve =>
      this.#parts.owner.open(this.#client, open, heardAt, (problem, opened) => {
        if (opened) this.#ids.set(conversation, opened.id);
        if (opened) resolve({ type: 'opened', conversation, source, id: opened.id, nextSeq: opened.nextSeq });
        else resolve(refused(problem ?? { kind: 'unavailable', what: 'owner', retryAfterMs: 1000 }, { conversation, source }));
      }),
    );
  }

  async #event(event: SourceEvent, id: ConversationId | null, heardAt: number): Promise<IngestAnswer> {
    const { conversation, source, seq } = event;
    if (!id) return refused({ kind: 'not-found', what: 'conversation', id: conversation }, { conversation, source, seq });
    return new Promise(resolve =>
      this.#parts.owner.event(id, event, heardAt, problem =>
        resolve(problem ? refused(problem, { conversation, source, seq }) : { type: 'ack', conversation, source, seq }),
      ),
    );
  }

  async #find(conversation: string): Promise<ConversationId | null> {
    const known = this.#ids.get(conversation);
    if (known !== undefined) return known;
    const id = await this.#parts.owner.find(this.#client, conversation);
    this.#ids.set(conversation, id);
    return id;
  }
}

function refused(problem: Problem, about: { conversation?: string; source?: string; seq?: number }): IngestAnswer {
  return { type: 'refused', ...about, problem };
}
