import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import type { IngestAnswer } from '#protocol/answer.ts';
import type { Beat, Partial, SourceEvent } from '#protocol/event.ts';
import type { Open } from '#protocol/open.ts';
import type { Presence } from '#protocol/presence.ts';
import type { Up } from '#protocol/up.ts';
import { type About, parseUp } from '#server/ingest/parse-up.ts';
import { Rate } from '#server/ingest/rate.ts';
import type { Client } from '#server/live/birth.ts';
import type { Owner } from '#server/live/owner.ts';
import type { Log } from '#server/log.ts';

/** What ingest hands messages to. */
export interface IngestParts {
  readonly owner: Pick<Owner, 'open' | 'event' | 'partial' | 'alive' | 'find'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly presence: (presence: Presence, client: Client) => void;
  readonly messagesPerSecond?: number;
}

const mostJoined = 50_000;
const mostHeldBack = 1000;
const standardRate = 20_000;

/**
 * One connection of a source: reads frames, keeps what belongs to a conversation in order, and answers. Knows nothing of
 * sockets. A bad frame is answered and costs the connection nothing.
 */
export class Connection {
  readonly #parts: IngestParts;
  readonly #client: Client;
  readonly #answer: (answer: IngestAnswer) => void;
  readonly #rate: Rate;
  readonly #joined = new Map<string, { readonly id: ConversationId; readonly sources: Set<string> }>();
  readonly #opening = new Map<string, Up[]>();
  readonly #acks = new Map<string, Extract<IngestAnswer, { type: 'ack' }>>();

  constructor(parts: IngestParts, client: Client, answer: (answer: IngestAnswer) => void) {
    this.#parts = parts;
    this.#client = client;
    this.#answer = answer;
    this.#rate = new Rate(parts.clock, parts.messagesPerSecond ?? standardRate);
  }

  /** Takes one frame as it came. */
  frame(text: string): void {
    const parsed = parseUp(text);
    if (parsed.kind === 'refused') return this.#refuse(parsed.problem, parsed.about);
    const waitMs = this.#rate.waitMs();
    if (waitMs > 0) return this.#refuse({ kind: 'busy', retryAfterMs: waitMs }, aboutUp(parsed.up));
    this.#take(parsed.up, this.#parts.clock.now());
  }

  #take(up: Up, heardAt: number): void {
    const held = 'conversation' in up && up.conversation !== undefined ? this.#opening.get(up.conversation) : undefined;
    if (held) {
      if (held.length >= mostHeldBack) return this.#refuse({ kind: 'busy', retryAfterMs: 500 }, aboutUp(up));
      held.push(up);
      return;
    }
    switch (up.type) {
      case 'open':
        return this.#open(up, heardAt);
      case 'event':
        return this.#event(up, heardAt);
      case 'partial':
        return this.#partial(up, heardAt);
      case 'beat':
        return this.#beat(up, heardAt);
      case 'presence':
        return this.#presence(up);
    }
  }

  /** Opens or joins; what follows for the same conversation waits until that is done, so that order is kept. */
  #open(open: Open, heardAt: number): void {
    const { conversation, source } = open;
    if (this.#joined.size >= mostJoined) return this.#refuse({ kind: 'busy', retryAfterMs: 5000 }, { conversation, source });
    this.#opening.set(conversation, []);
    this.#parts.owner.open(this.#client, open, heardAt, (problem, opened) => {
      if (problem || !opened) this.#refuse(problem ?? lost, { conversation, source });
      else {
        const joined = this.#joined.get(conversation) ?? { id: opened.id, sources: new Set() };
        joined.sources.add(source);
        this.#joined.set(conversation, joined);
        this.#answer({ type: 'opened', conversation, source, id: opened.id, nextSeq: opened.nextSeq });
      }
      const held = this.#opening.get(conversation) ?? [];
      this.#opening.delete(conversation);
      for (const [index, up] of held.entries()) {
        this.#take(up, heardAt);
        const again = this.#opening.get(conversation);
        if (again) return void again.push(...held.slice(index + 1)); // another open stood in between
      }
    });
  }

  #event(event: SourceEvent, heardAt: number): void {
    const { conversation, source, seq } = event;
    const joined = this.#joined.get(conversation);
    if (!joined?.sources.has(source)) return this.#refuse(notOpened(conversation), { conversation, source, seq });

    this.#parts.owner.event(joined.id, event, heardAt, problem => {
      if (problem) this.#refuse(problem, { conversation, source, seq });
      else this.#ack(conversation, source, seq);
    });
  }

  #partial(partial: Partial, heardAt: number): void {
    const { conversation, source } = partial;
    const joined = this.#joined.get(conversation);
    if (!joined?.sources.has(source)) return this.#refuse(notOpened(conversation), { conversation, source });
    this.#parts.owner.partial(joined.id, partial, heardAt);
  }

  #beat({ conversation, source, nowMs }: Beat, heardAt: number): void {
    const { owner } = this.#parts;
    const joined = conversation === undefined ? [...this.#joined.values()] : [this.#joined.get(conversation)];
    for (const one of joined) {
      if (!one) return this.#refuse(notOpened(conversation ?? ''), { ...(conversation ? { conversation } : {}) });
      for (const each of source === undefined ? one.sources : [source]) owner.alive(one.id, each, heardAt, nowMs);
    }
    this.#answer({ type: 'beat' });
  }

  #presence(presence: Presence): void {
    this.#parts.presence(presence, this.#client);
  }

  /** One ack speaks for all before it: those of one flush leave together. */
  #ack(conversation: string, source: SourceEvent['source'], seq: number): void {
    const key = `${conversation}\n${source}`;
    if (this.#acks.size === 0) queueMicrotask(() => this.#sendAcks());
    const before = this.#acks.get(key);
    if (!before || before.seq < seq) this.#acks.set(key, { type: 'ack', conversation, source, seq });
  }

  #sendAcks(): void {
    for (const ack of this.#acks.values()) this.#answer(ack);
    this.#acks.clear();
  }

  #refuse(problem: Problem, about: About): void {
    this.#answer({ type: 'refused', ...about, problem });
  }
}

const lost: Problem = { kind: 'unavailable', what: 'owner', retryAfterMs: 1000 };

function notOpened(conversation: string): Problem {
  return { kind: 'not-found', what: 'conversation opened by this source on this connection', id: conversation };
}

function aboutUp(up: Up): About {
  switch (up.type) {
    case 'open':
    case 'partial':
      return { conversation: up.conversation, source: up.source };
    case 'event':
      return { conversation: up.conversation, source: up.source, seq: up.seq };
    case 'beat':
      return up.conversation === undefined ? {} : { conversation: up.conversation };
    case 'presence':
      return {};
  }
}
