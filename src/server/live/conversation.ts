import type { Act } from '#domain/act.ts';
import type { Happening } from '#domain/event.ts';
import { type Position, SourceId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Partial, SourceEvent } from '#protocol/event.ts';
import { ConversationTime } from '#server/live/conversation-time.ts';
import type { Gatekeeper } from '#server/live/gatekeeper.ts';
import { admitAct, incoming } from '#server/live/incoming.ts';
import { changesHead, interrupts, timeOf } from '#server/live/kinds-of-event.ts';
import type { Coming, Entry, Ledger } from '#server/live/ledger.ts';
import { timer } from '#server/live/ledger.ts';
import { type Deafness, Legs } from '#server/live/legs.ts';
import { Pending, type Settle } from '#server/live/pending.ts';
import { partialFrom, publishRows } from '#server/live/publish.ts';
import { floorCalls, inboxOf, rowsOf, type Surroundings, screenCalls } from '#server/live/surroundings.ts';
import { Wake } from '#server/live/wake.ts';
import { lacking, partOf, wrapupOf } from '#server/live/wrapup.ts';
import type { Birth, Head, Write, Writer } from '#server/live/write.ts';

/** The desk's source: what agents did. */
export const desk = SourceId.parse('desk');

/** What a conversation starts from: new, or as the log has it. */
export interface Beginning {
  readonly birth: Birth;
  readonly ledger: Ledger;
  readonly door: Gatekeeper;
  readonly status: Head['status'];
  readonly agent: string | null;
  readonly topic: string | null;
}

/**
 * The one owner of a conversation: gives every event its place, attends, and lets nobody see the result before it is
 * durable. What is attended but not stored is tentative: when a write fails, the whole object is thrown away and the
 * conversation is read from the log again.
 */
export class Conversation implements Writer {
  readonly birth: Birth;
  readonly #around: Surroundings;
  readonly #ledger: Ledger;
  readonly #door: Gatekeeper;
  readonly #pending: Pending;
  readonly #legs = new Legs();
  readonly #time: ConversationTime;
  readonly #wake: Wake;
  readonly #lost: (conversation: Conversation) => void;
  readonly #formerAgents = new Set<string>();
  #status: Head['status'];
  #closedAt: number | null;
  #agent: string | null;
  #topic: string | null;
  #usedAt: number;
  #glancedAt = 0;
  #isLost = false;

  constructor(around: Surroundings, beginning: Beginning, how: 'new' | 'restored', lost: (conversation: Conversation) => void) {
    const { birth, ledger, door, status, agent, topic } = beginning;
    this.#around = around;
    this.birth = birth;
    this.#ledger = ledger;
    this.#door = door;
    this.#status = status;
    this.#agent = agent;
    this.#topic = topic;
    this.#lost = lost;
    this.#usedAt = around.clock.now();
    this.#closedAt = status === 'open' ? null : around.clock.now();
    this.#pending = new Pending(how);
    this.#time = new ConversationTime(around.clock, birth.clock);
    this.#wake = new Wake(around.clock, this.#time, untilMs => this.#pass(untilMs));
  }

  /** A source's event. Answers once it is durable, or why it is not taken. */
  event({ source, seq, event }: SourceEvent, heardAt: number, settle: Settle): void | Promise<void> {
    const expectedSeq = this.#ledger.nextSeq(source);
    if (seq < expectedSeq) return this.#pending.afterCommit(settle);
    if (seq > expectedSeq) return settle({ kind: 'gap', source, expectedSeq });
    const problem = this.#mayTake(event.kind, event.kind === 'heard' ? event.startMs : null);
    if (problem) return settle(problem);

    const ownMs = timeOf(event);
    if (ownMs !== null) this.#time.saw(ownMs, heardAt);
    this.alive(source, heardAt);
    if (event.kind === 'assigned') return this.assign(source, seq, event.agent, event.atMs, heardAt, settle);
    const came = incoming(source, event, this.#ledger, this.#door);
    if (!('make' in came)) return settle(came);

    this.#add({ source, seq, ...came }, heardAt, settle);
  }

  /** One more source, or one that came back: what it recognises live, and its next number. */
  join(source: SourceId, legs: Partial['speaker'][], settle: (problem: Problem | null, nextSeq: number) => void): void {
    const { clock, flush } = this.#around;
    this.alive(source, clock.now());
    this.#legs.watch(source, legs, clock.now(), this.#time.nowMs());
    const nextSeq = this.#ledger.nextSeq(source);
    this.#pending.join(source, legs, problem => settle(problem, nextSeq));
    flush.add(this);
  }

  /** Unfinished text: shown and glanced at, never stored. */
  partial({ source, speaker, text, startMs }: Partial, heardAt: number): void {
    this.alive(source, heardAt);
    const subject = rowsOf(this.birth.id);
    if (this.#status !== 'open' || this.birth.meta.arm === 'silent' || !this.#around.bus.isHeard(subject)) return;

    const glance = heardAt - this.#glancedAt >= glanceEveryMs;
    if (glance) this.#glancedAt = heardAt;
    const atMs = Math.max(startMs, this.#time.nowMs());
    const marked = this.#door.peek({ speaker, text, atMs });
    this.#around.bus.publish(subject, partialFrom(this.birth.id, this.#ledger, { speaker, text: marked, startMs, atMs }, glance));
  }

  /** A sign of life; with the time of a sender who owns the clock. */
  alive(source: string | null, heardAt: number, nowMs?: number): void {
    this.#usedAt = heardAt;
    if (this.#status !== 'open') return;
    if (nowMs !== undefined && this.birth.clock === 'source') this.#time.saw(nowMs, heardAt);
    if (source !== null) for (const heard of this.#legs.heard(source, heardAt, this.#time.nowMs())) this.#writeDeaf(heard);
    this.#wake.at(this.#ledger.wakeAtMs);
  }

  /** Something an agent did, once for every ref. */
  act(staffNo: string, ref: string, act: Act, settle: Settle): void {
    const place = this.#ledger.placeOf(ref);
    if (place !== undefined) return this.#pending.afterCommit(problem => settle(problem, place));
    if (this.#status === 'wrapped' && act.kind !== 'amended') return settle({ kind: 'closed', conversation: this.birth.id });
    if (this.#agent !== staffNo) return settle({ kind: 'not-allowed', action: 'desk.use' });
    if (act.kind === 'amended' && this.#status !== 'wrapped') return settle({ kind: 'conflict', why: 'the wrap-up is not confirmed yet' });
    if (act.kind === 'wrapped' && this.#status === 'open') return settle({ kind: 'conflict', why: 'the conversation is still open' });
    const problem = (act.kind === 'wrapped' ? this.#lacks() : null) ?? this.#hasRoom();
    if (problem) return settle(problem);

    const atMs = act.kind === 'amended' ? this.#ledger.atMs : this.#time.nowMs(); // days later, no time of the call has gone by
    const admitted = admitAct(act, this.#ledger, this.birth.meta.lang, this.#door, atMs);
    if (!('act' in admitted)) return settle(admitted);
    const seq = this.#ledger.nextSeq(desk);
    this.#add({ source: desk, seq, atMs, ref, make: () => ({ kind: 'acted', act: admitted.act }) }, this.#around.clock.now(), settle);
    if (act.kind === 'wrapped' || act.kind === 'amended') {
      this.#pending.wrapups.push(wrapupOf(this.#ledger.board, this.#ledger.position, staffNo));
      this.#status = 'wrapped';
    }
  }

  /** Something the bank's side reports: a recall, a profile, a robot's result. Once for every ref. */
  tell(source: SourceId, ref: string, what: Happening, settle: Settle = () => {}): void {
    const place = this.#ledger.placeOf(ref);
    if (place !== undefined) return this.#pending.afterCommit(problem => settle(problem, place));
    if (this.#status === 'wrapped') return settle({ kind: 'closed', conversation: this.birth.id });
    const seq = this.#ledger.nextSeq(source);
    this.#add({ source, seq, atMs: this.#time.nowMs(), ref, make: () => what }, this.#around.clock.now(), settle);
  }

  /** Names the agent, known to us or not. */
  async assign(source: SourceId, seq: number, staffNo: string, atMs: number, heardAt: number, settle?: Settle): Promise<void> {
    const found = await this.#around.findAgent(staffNo);
    if (this.#isLost) return settle?.(gone);
    const what: Happening = { kind: 'assigned', agent: staffNo, ...(found?.hiredOn ? { hiredOn: found.hiredOn } : {}) };
    this.#add({ source, seq, atMs, make: () => what }, heardAt, settle);
  }

  /** Writes the opening and whatever belongs to it. */
  begin(source: SourceId, heardAt: number): void {
    this.#add({ source: timer, seq: 1, atMs: 0, make: () => ({ kind: 'opened', meta: this.birth.meta }) }, heardAt);
    this.alive(source, heardAt);
  }

  /** Takes up the watch over a conversation that was read from the log. */
  resume(sources: readonly { source: string; legs: Partial['speaker'][] }[], seen: readonly { atMs: number; heardAt: number }[]): void {
    for (const { atMs, heardAt } of seen) this.#time.saw(atMs, heardAt);
    const nowAt = this.#around.clock.now();
    for (const { source, legs } of sources) this.#legs.watch(source, legs, nowAt, this.#time.nowMs());
    this.#wake.at(this.#ledger.wakeAtMs);
  }

  /** Looks at what only time tells: deaf legs, senders that never came back. */
  tick(nowAt: number): void {
    if (this.#status !== 'open' || this.#isLost) return;
    for (const deaf of this.#legs.look(nowAt)) this.#writeDeaf(deaf);
    if (nowAt - this.#usedAt < this.#around.limits.abandonedAfterMs) return;
    const seq = this.#ledger.nextSeq(timer);
    this.#add({ source: timer, seq, atMs: this.#time.nowMs(), make: () => ({ kind: 'closed', by: 'system' }) }, nowAt);
  }

  /** Whether nothing is lost by dropping it from memory until somebody asks again. */
  mayForget(nowAt: number): boolean {
    return this.#status !== 'open' && this.#pending.isEmpty && nowAt - this.#usedAt > this.#around.limits.keptAfterCloseMs;
  }

  get partition(): number {
    return this.birth.partition;
  }
  get isOpen(): boolean {
    return this.#status === 'open';
  }
  get agent(): string | null {
    return this.#agent;
  }
  /** What time it is in the conversation. */
  get nowMs(): number {
    return this.#time.nowMs();
  }

  take(): Write | null {
    if (this.#isLost) return null;
    const { position, atMs, hash } = this.#ledger;
    const head = { status: this.#status, agent: this.#agent, position, atMs, hash, topic: this.#topic };
    const seal = () => (this.#status === 'wrapped' ? null : this.#door.close(this.#around.seals));
    return this.#pending.take(this.birth, head, seal, () => this.#door.takeSealed());
  }

  stored({ rows, head, born }: Write, storedAt: number): void {
    const { bus } = this.#around;
    this.#pending.stored();
    if (this.birth.meta.arm === 'silent') return;
    publishRows(bus, this.birth.id, rows, storedAt);
    const agents = new Set(rows.flatMap(({ event: { what } }) => (what.kind === 'assigned' ? [what.agent] : [])));
    if (born || agents.size > 0 || rows.some(changesHead)) agents.add(head.agent ?? '');
    for (const agent of this.#formerAgents) agents.add(agent);
    this.#formerAgents.clear();
    for (const agent of agents) {
      bus.publish(inboxOf(agent), { conversation: this.birth.id });
      bus.publish(floorCalls, { agent });
    }
    if (head.agent !== null && rows.some(interrupts)) bus.publish(screenCalls, { agent: head.agent });
  }

  failed(problem: Problem): void {
    if (this.#isLost) return;
    this.close();
    this.#lost(this);
    this.#pending.failed(problem);
  }

  /** Lets go without writing: somebody else owns it now, or the node stops. */
  close(): void {
    this.#isLost = true;
    this.#wake.close();
  }

  #mayTake(kind: SourceEvent['event']['kind'], startMs: number | null): Problem | null {
    const closedAtMs = this.#ledger.closedAtMs;
    if (closedAtMs !== null) {
      const inGrace = this.#around.clock.now() - (this.#closedAt ?? 0) <= this.#around.limits.graceAfterCloseMs;
      const wasSaidBefore = kind === 'corrected' || (startMs !== null && startMs <= closedAtMs);
      if (this.#status === 'wrapped' || !inGrace || !wasSaidBefore) return { kind: 'closed', conversation: this.birth.externalId };
    }
    return this.#hasRoom();
  }

  /** What keeps the wrap-up from being confirmed as it stands. A release without categories asks for none. */
  #lacks(): Problem | null {
    const { board, engine } = this.#ledger;
    return lacking(board, engine.content(this.birth.meta.lang).leaves.size > 0 ? 'category-wanted' : 'no-categories');
  }

  #hasRoom(): Problem | null {
    const { eventsPerConversation, waitingPerConversation } = this.#around.limits;
    if (this.#ledger.position >= eventsPerConversation)
      return { kind: 'invalid', field: 'conversation', why: `may hold at most ${eventsPerConversation} events` };
    if (this.#pending.size >= waitingPerConversation) return { kind: 'busy', retryAfterMs: 500 };
    return null;
  }

  #writeDeaf({ leg, fromMs, toMs }: Deafness): void {
    const what: Happening = { kind: 'deaf', leg, fromMs, ...(toMs === undefined ? {} : { toMs }) };
    const seq = this.#ledger.nextSeq(timer);
    this.#add({ source: timer, seq, atMs: toMs ?? this.#time.nowMs(), make: () => what }, this.#around.clock.now());
  }

  #pass(untilMs: number): void {
    if (this.#isLost) return;
    this.#append(this.#ledger.pass(untilMs));
    this.#wake.at(this.#ledger.wakeAtMs); // the engine may want a later moment by now than the one it was rung for
  }

  /** The timer numbers its events by itself: wake-ups may come in between. */
  #add(coming: Coming, heardAt: number, settle?: Settle): void {
    const due = this.#ledger.pass(coming.atMs);
    const seq = coming.source === timer ? this.#ledger.nextSeq(timer) : coming.seq;
    this.#append([...due, ...this.#ledger.add({ ...coming, seq })], heardAt, settle, coming.ext);
  }

  #append(entries: readonly Entry[], heardAt: number = this.#around.clock.now(), settle?: Settle, ext?: unknown): void {
    if (entries.length === 0 || this.#isLost) return;
    const detectedAt = this.#around.clock.now();
    for (const entry of entries) {
      this.#note(entry);
      const { what } = entry.event;
      const endAt = what.kind === 'heard' && this.birth.clock === 'wall' ? this.#time.wallAt(what.utterance.endMs) : undefined;
      const stamps = { ...(endAt === undefined ? {} : { speechEndAt: endAt }), heardAt, detectedAt };
      this.#pending.add({ ...entry, stamps, ...(ext === undefined || entry !== entries.at(-1) ? {} : { ext }) });
    }
    if (settle) this.#pending.whenStored(settle, entries.at(-1)?.event.position as Position);
    this.#around.flush.add(this);
    this.#wake.at(this.#ledger.wakeAtMs);
  }

  /** Whoever served so far keeps what stands now as a part of the wrap-up. */
  #keepPart(by: string, handedTo: string, position: number): void {
    this.#formerAgents.add(by);
    if (by === handedTo || this.#status === 'wrapped' || this.birth.meta.arm === 'silent') return;
    const part = partOf(this.#ledger.board, position, by, handedTo);
    if (part) this.#pending.parts.push(part);
  }

  #note({ event: { what, position }, advice }: Entry): void {
    if (what.kind === 'closed') {
      this.#status = 'closed';
      this.#closedAt = this.#around.clock.now();
    }
    if (what.kind === 'assigned') {
      if (this.#agent !== null) this.#keepPart(this.#agent, what.agent, position);
      this.#agent = what.agent;
    }
    for (const change of advice) {
      if (change.op !== 'withdrawn' && change.advice.kind === 'topic' && change.advice.state === 'active')
        this.#topic = change.advice.title;
    }
  }
}

const glanceEveryMs = 200;
const gone: Problem = { kind: 'unavailable', what: 'owner', retryAfterMs: 1000 };
