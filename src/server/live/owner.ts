import type { Act } from '#domain/act.ts';
import type { Happening } from '#domain/event.ts';
import { type ConversationId, SourceId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { Partial, SourceEvent } from '#protocol/event.ts';
import type { Open } from '#protocol/open.ts';
import type { Db } from '#server/db/schema.ts';
import { birthOf, type Client } from '#server/live/birth.ts';
import { Conversation } from '#server/live/conversation.ts';
import { dayAt, dayOf, newConversationId, partitionFor, partitionOf } from '#server/live/conversation-id.ts';
import { DayTables } from '#server/live/day-tables.ts';
import type { Engines } from '#server/live/engines.ts';
import { Flush } from '#server/live/flush.ts';
import { Gatekeeper } from '#server/live/gatekeeper.ts';
import { Ledger, timer } from '#server/live/ledger.ts';
import { defaultLimits, type Limits } from '#server/live/limits.ts';
import { Partitions } from '#server/live/partitions.ts';
import type { Settle } from '#server/live/pending.ts';
import { openConversations, rebuild } from '#server/live/rebuild.ts';
import type { Seals } from '#server/live/seals.ts';
import { Seat } from '#server/live/seat.ts';
import { store } from '#server/live/store.ts';
import type { FindAgent, Surroundings } from '#server/live/surroundings.ts';
import type { Write } from '#server/live/write.ts';
import type { Log } from '#server/log.ts';

/** What the node's owner of conversations is made of. */
export interface OwnerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly bus: Bus;
  readonly engines: Engines;
  readonly seals: Seals;
  readonly findAgent: FindAgent;
  readonly node: string;
  readonly limits?: Partially<Limits>;
  readonly deadAfterMs?: number;
  readonly flushed?: (tookMs: number, rows: number) => void;
}

type Partially<T> = { readonly [Key in keyof T]?: T[Key] };

/** Answers an `open`. */
export type Opened = (problem: Problem | null, opened?: { id: ConversationId; nextSeq: number }) => void;

/** All conversations this node owns: finds or makes them, hands them what comes, and reads them again when something broke. */
export class Owner {
  /** The shares this node owns; agents' screens fall into the same ones. */
  readonly partitions: Partitions;
  readonly #deps: OwnerDeps;
  readonly #around: Surroundings;
  readonly #flush: Flush<Write>;
  readonly #days: DayTables;
  readonly #seats = new Map<ConversationId, Seat>();
  readonly #opening = new Map<string, Promise<void>>();
  #stopTick: () => void = () => {};
  #isClosed = false;

  constructor(deps: OwnerDeps) {
    const { db, clock, log, bus, seals, findAgent, node, deadAfterMs, flushed } = deps;
    this.#deps = deps;
    this.partitions = new Partitions({ db, clock, log, node, ...(deadAfterMs === undefined ? {} : { deadAfterMs }) });
    this.#flush = new Flush({
      db,
      clock,
      log,
      node,
      partitions: this.partitions,
      store: (trx, writes, epochOf) => store(trx, writes, epochOf, seals),
      ...(flushed ? { tookMs: flushed } : {}),
    });
    this.#days = new DayTables(db);
    this.#around = { clock, log, bus, flush: this.#flush, seals, findAgent, limits: { ...defaultLimits, ...deps.limits } };
  }

  /** Takes its share of the conversations and goes on with those that are open. */
  async start(): Promise<void> {
    const { clock } = this.#deps;
    await this.#days.ensure(dayAt(clock.now()));
    await this.#days.ensure(dayAt(clock.now() + 86_400_000));
    this.partitions.listen({
      gained: partitions => void this.#takeUp(partitions),
      lost: partitions => this.#letGo(new Set(partitions)),
    });
    await this.partitions.start();
    this.#tickAgain();
  }

  /** Opens a conversation or joins it as one more source; idempotent by the sender's name for it. */
  open(client: Client, open: Open, heardAt: number, settle: Opened): void {
    const key = `${client.name}\n${open.conversation}`;
    const before = this.#opening.get(key) ?? Promise.resolve();
    const opening = before
      .then(() => this.#open(client, open, heardAt, settle))
      .catch(error => {
        this.#deps.log.error({ err: error }, 'conversation not opened');
        settle({ kind: 'unavailable', what: 'database', retryAfterMs: 1000 });
      })
      .finally(() => {
        if (this.#opening.get(key) === opening) this.#opening.delete(key);
      });
    this.#opening.set(key, opening);
  }

  /** The conversation a sender calls by this name. */
  async find(client: Client, externalId: string): Promise<ConversationId | null> {
    const row = await this.#deps.db
      .selectFrom('external_ids')
      .select('conversation')
      .where('client', '=', client.name)
      .where('external_id', '=', externalId)
      .executeTakeFirst();
    return row ? (row.conversation as ConversationId) : null;
  }

  /** A numbered event of a source. */
  event(id: ConversationId, event: SourceEvent, heardAt: number, settle: Settle): void {
    this.#with(id, conversation => conversation.event(event, heardAt, settle), settle);
  }

  /** Unfinished text; lost when the conversation is not in memory. */
  partial(id: ConversationId, partial: Partial, heardAt: number): void {
    this.#seats.get(id)?.now?.partial(partial, heardAt);
  }

  /** A sign of life of a source. */
  alive(id: ConversationId, source: string | null, heardAt: number, nowMs?: number): void {
    this.#with(
      id,
      conversation => conversation.alive(source, heardAt, nowMs),
      () => {},
    );
  }

  /** Something an agent did on the desk. */
  act(id: ConversationId, staffNo: string, ref: string, act: Act, settle: Settle): void {
    this.#with(id, conversation => conversation.act(staffNo, ref, act, settle), settle);
  }

  /** Something the bank's side reports about one conversation, once for every ref. */
  tell(id: ConversationId, source: string, ref: string, what: Happening, settle: Settle): void {
    this.#with(id, conversation => conversation.tell(SourceId.parse(source), ref, what, settle), settle);
  }

  /** Writes a recall or suspension into every open conversation here, once for every ref. */
  recall(ref: string, what: Extract<Happening, { kind: 'recalled' | 'suspended' }>): void {
    for (const seat of this.#seats.values()) if (seat.now?.isOpen) seat.now.tell(SourceId.parse('content'), ref, what);
  }

  /** What time it is in an open conversation; undefined when it is not in memory here. */
  nowMs(id: ConversationId): number | undefined {
    const conversation = this.#seats.get(id)?.now;
    return conversation?.isOpen ? conversation.nowMs : undefined;
  }

  /** How much is held here, for metrics and readiness. */
  get load(): { partitions: number; conversations: number } {
    return { partitions: this.partitions.size, conversations: this.#seats.size };
  }

  /** Stores what is pending, gives its share back and stops. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTick();
    await Promise.all(this.#opening.values());
    await this.#flush.idle();
    for (const seat of this.#seats.values()) seat.now?.close();
    this.#seats.clear();
    await this.partitions.close().catch(error => this.#deps.log.warn({ err: error }, 'share not given back'));
  }

  async #open(client: Client, open: Open, heardAt: number, settle: Opened): Promise<void> {
    const partition = partitionFor(client.name, open.conversation);
    if (this.#isClosed || this.partitions.epochOf(partition) === undefined) return settle(this.partitions.elsewhere(partition));

    const known = await this.find(client, open.conversation);
    const join = (id: ConversationId) => (conversation: Conversation) =>
      conversation.join(open.source, open.legs, (problem, nextSeq) => (problem ? settle(problem) : settle(null, { id, nextSeq })));
    if (known) return this.#with(known, join(known), settle);
    if (this.#seats.size >= this.#around.limits.openConversations) return settle({ kind: 'busy', retryAfterMs: 2000 });

    const conversation = await this.#make(client, open, partition, heardAt);
    const { id } = conversation.birth;
    // Waits for the row: a second source that opens the same conversation has to find it.
    await new Promise<void>(resolve => {
      conversation.join(open.source, open.legs, (problem, nextSeq) => {
        if (problem) settle(problem);
        else settle(null, { id, nextSeq });
        resolve();
      });
    });
  }

  async #make(client: Client, open: Open, partition: number, heardAt: number): Promise<Conversation> {
    const { clock, engines } = this.#deps;
    const { release, artefact, engine } = await engines.latest();
    const id = newConversationId(clock.now(), partition);
    await this.#days.ensure(dayOf(id));
    const door = new Gatekeeper(id, open.lang);
    const birth = birthOf(client, open, id, door, { release, artefact });
    const beginning = { birth, ledger: new Ledger(engine), door, status: 'open', agent: null, topic: null } as const;
    const conversation = new Conversation(this.#around, beginning, 'new', lost => this.#lost(lost));
    this.#seats.set(id, new Seat(id, conversation));
    conversation.begin(open.source, heardAt);
    if (open.agent !== undefined) await conversation.assign(timer, 0, open.agent, 0, heardAt);
    return conversation;
  }

  /** Does something with a conversation: at once when it is in memory, otherwise after it was read from the log, in order. */
  #with(id: ConversationId, call: (conversation: Conversation) => void | Promise<void>, refuse: (problem: Problem) => void): void {
    const partition = partitionOf(id);
    if (this.#isClosed || this.partitions.epochOf(partition) === undefined) return refuse(this.partitions.elsewhere(partition));
    let seat = this.#seats.get(id);
    if (!seat) {
      seat = new Seat(id, null);
      this.#seats.set(id, seat);
    }
    seat.use({ call, refuse }, () => this.#load(id), this.#deps.log);
  }

  async #load(id: ConversationId): Promise<Conversation | null> {
    const rebuilt = await rebuild(this.#deps, id);
    if (!rebuilt) {
      this.#seats.delete(id);
      return null;
    }
    const { beginning, sources, seen } = rebuilt;
    const conversation = new Conversation(this.#around, beginning, 'restored', lost => this.#lost(lost));
    conversation.resume(sources, seen);
    return conversation;
  }

  #lost(conversation: Conversation): void {
    const seat = this.#seats.get(conversation.birth.id);
    if (seat?.now !== conversation) return;
    seat.clear();
    if (!conversation.isOpen) this.#seats.delete(conversation.birth.id);
  }

  async #takeUp(partitions: readonly number[]): Promise<void> {
    try {
      const ids = (await openConversations(this.#deps.db, partitions)).values();
      const readOn = async () => {
        for (const id of ids) await this.#reread(id);
      };
      await Promise.all([readOn(), readOn(), readOn()]);
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'open conversations not read; they are when somebody asks');
    }
  }

  #reread(id: ConversationId): Promise<void> {
    return new Promise(resolve =>
      this.#with(
        id,
        () => resolve(),
        () => resolve(),
      ),
    );
  }

  #letGo(partitions: ReadonlySet<number>): void {
    for (const [id, seat] of this.#seats) {
      if (!partitions.has(partitionOf(id))) continue;
      seat.now?.failed(this.partitions.elsewhere(partitionOf(id)));
      this.#seats.delete(id);
    }
  }

  #tickAgain(): void {
    const { clock } = this.#deps;
    if (this.#isClosed) return;
    this.#stopTick = clock.after(500, () => {
      this.#tick(clock.now());
      this.#tickAgain();
    });
  }

  #tick(nowAt: number): void {
    let tries = 0;
    for (const [id, seat] of this.#seats) {
      if (seat.now === null) {
        if (tries < 50 && seat.mayTry(nowAt) && ++tries) void this.#reread(id);
      } else if (seat.now.mayForget(nowAt)) this.#seats.delete(id);
      else seat.now.tick(nowAt);
    }
  }
}
