import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { Announced, AnnouncementReport } from '#protocol/announcements.ts';
import { DeskUp } from '#protocol/desk-up.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { DeskRuns } from '#protocol/robot-desk.ts';
import { databaseProblem } from '#server/db/database-problem.ts';
import type { Db } from '#server/db/schema.ts';
import type { MayRead } from '#server/desk/may-read.ts';
import { readAgent, readInbox, readScreenNow } from '#server/desk/read.ts';
import { invalid, isStorable } from '#server/ingest/parse-up.ts';
import { Rate } from '#server/ingest/rate.ts';
import { dayAt } from '#server/live/conversation-id.ts';
import { Follower } from '#server/live/follower.ts';
import type { Owner } from '#server/live/owner.ts';
import { readRows } from '#server/live/read-rows.ts';
import { inboxOf, screenCalls, screenOf, type WhisperCall, whisperCalls } from '#server/live/surroundings.ts';
import type { Log } from '#server/log.ts';
import { refusal } from '#server/people/socket-permissions.ts';
import type { PersonWho } from '#server/people/who.ts';

/** What a desk's connection works with. */
export interface DeskParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: Pick<Owner, 'act' | 'nowMs'>;
  readonly mayRead: MayRead;
  readonly announcing: DeskAnnouncing;
  /** Tells how the robots of a call stand; none where no robots run. */
  readonly robots?: { readonly follow: (conversation: ConversationId, send: (runs: DeskRuns) => void) => () => void };
  /** Push → paint, as the screen measured it. */
  readonly painted: (tookMs: number) => void;
}

/** What a desk has to do with announcements. */
export interface DeskAnnouncing {
  readonly listen: (agent: string, take: (due: readonly Announced[]) => void) => () => void;
  readonly report: (agent: string, reports: readonly AnnouncementReport[]) => Promise<'noted' | 'busy'>;
  readonly sight: (agent: string) => { visible(on: boolean): void; close(how: 'left' | 'lost'): void };
}

const mostFollowed = 20;
const messagesPerSecond = 50;
const inboxReachesBackMs = 3 * 86_400_000;

/** One desk of one agent: the inbox, the conversations it follows, and what the agent does. Knows nothing of sockets. */
export class DeskSession {
  readonly #parts: DeskParts;
  readonly #send: (down: DeskDown) => void;
  readonly #following = new Map<ConversationId, Follower>();
  readonly #robots = new Map<ConversationId, () => void>();
  readonly #rate: Rate;
  #who: PersonWho;
  readonly #stops: readonly (() => void)[];
  #sighting: ReturnType<DeskAnnouncing['sight']> | null = null; // a page that never says whether it can be seen is no desk
  #inboxNumber = 0;
  #screenNumber = -1;
  #isReading = false;
  #hasChanged = false;
  #isClosed = false;

  constructor(parts: DeskParts, who: PersonWho, send: (down: DeskDown) => void) {
    this.#parts = parts;
    this.#who = who;
    this.#send = send;
    this.#rate = new Rate(parts.clock, messagesPerSecond);
    this.#stops = [
      parts.bus.listen(inboxOf(who.staffNo), () => void this.sendInbox()),
      parts.bus.listen(screenOf(who.staffNo), message => this.#sendScreen(message as Extract<DeskDown, { type: 'screen' }>)),
      parts.announcing.listen(who.staffNo, list => this.#send({ type: 'announcements', list: [...list] })),
    ];
  }

  /** Sends all that a desk begins with: the list of conversations, and what may interrupt in them. */
  begin(): void {
    const { db, bus } = this.#parts;
    void this.sendInbox();
    bus.publish(screenCalls, { agent: this.#who.staffNo });
    readScreenNow(db, this.#who.staffNo)
      .then(screen => this.#sendScreen(screen))
      .catch(error => this.#fail(error));
  }

  /** Sends the list of conversations; changes that come while it is being read are read once more. */
  async sendInbox(): Promise<void> {
    this.#hasChanged = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#hasChanged && !this.#isClosed) {
        this.#hasChanged = false;
        const nowAt = this.#parts.clock.now();
        const open = await readInbox(this.#parts.db, this.#who.staffNo, dayAt(nowAt - inboxReachesBackMs));
        this.#inboxNumber++;
        this.#send({ type: 'inbox', number: this.#inboxNumber, open: [...open], nowAt: this.#parts.clock.now() });
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isReading = false;
    }
  }

  /** Takes one frame as it came. */
  frame(text: string): void {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      return this.#refuse({ kind: 'broken-frame', why: 'is not JSON' });
    }
    const parsed = DeskUp.safeParse(raw);
    if (!parsed.success) return this.#refuse(invalid(parsed.error), refOf(raw));
    if (!isStorable(raw))
      return this.#refuse({ kind: 'invalid', field: 'text', why: 'holds a NUL or half of a surrogate pair' }, refOf(raw));
    const problem = refusal(this.#who, '/v1/desk', parsed.data.type);
    if (problem) return this.#refuse(problem, refOf(raw));
    const waitMs = this.#rate.waitMs();
    if (waitMs > 0) return this.#refuse({ kind: 'busy', retryAfterMs: waitMs }, refOf(raw));
    this.#take(parsed.data);
  }

  /** The session was looked up again: rights may have changed. */
  renew(who: PersonWho): void {
    this.#who = who;
  }

  get who(): PersonWho {
    return this.#who;
  }

  /** The connection is gone: left in order, or it broke. */
  close(how: 'left' | 'lost' = 'left'): void {
    this.#isClosed = true;
    this.#sighting?.close(how);
    for (const stop of this.#stops) stop();
    for (const id of [...this.#following.keys()]) this.#leave(id);
  }

  /** What is older than what was sent already is of no use to anybody. */
  #sendScreen(screen: Extract<DeskDown, { type: 'screen' }>): void {
    if (this.#isClosed || screen.number <= this.#screenNumber) return;
    this.#screenNumber = screen.number;
    this.#send(screen);
  }

  #take(up: DeskUp): void {
    switch (up.type) {
      case 'follow':
        void this.#follow(up.conversation, up.after).catch(error => this.#fail(error));
        return;
      case 'leave':
        return this.#leave(up.conversation);
      case 'act':
        return this.#act(up);
      case 'painted':
        return this.#parts.painted(up.tookMs);
      case 'announced':
        return this.#report(up);
      case 'visible':
        this.#sighting ??= this.#parts.announcing.sight(this.#who.staffNo);
        return this.#sighting.visible(up.on);
      case 'whisper':
        return this.#parts.bus.publish(whisperCalls, { agent: this.#who.staffNo, did: up.did, id: up.id } satisfies WhisperCall);
      case 'beat':
        this.#parts.bus.publish(screenCalls, { agent: this.#who.staffNo }); // a desk that is open keeps its screen
        return this.#send({ type: 'beat', nowAt: this.#parts.clock.now() });
    }
  }

  async #follow(id: ConversationId, after: number): Promise<void> {
    const { db, bus, clock, owner } = this.#parts;
    const found = await readAgent(db, id);
    if (!found || found.arm === 'silent' || !(await this.#parts.mayRead(this.#who, found.agent))) {
      return this.#refuse({ kind: 'not-found', what: 'conversation', id });
    }
    if (this.#isClosed) return;
    this.#following.get(id)?.close();
    this.#robots.get(id)?.();
    if (this.#following.size >= mostFollowed && !this.#following.has(id)) return this.#refuse({ kind: 'busy', retryAfterMs: 1000 });
    const send = (down: DeskDown) => {
      this.#send(down);
      if (down.type === 'row' && down.event.what.kind === 'assigned' && down.event.what.agent !== this.#who.staffNo)
        this.#askAgain(id, down.position);
    };
    const read = (which: ConversationId, from: number) => readRows(db, which, from);
    const follower = new Follower({ bus, now: () => clock.now(), nowMs: which => owner.nowMs(which), read }, id, after, send);
    this.#following.set(id, follower);
    await follower.catchUp();
    if (this.#following.get(id) === follower && this.#parts.robots)
      this.#robots.set(
        id,
        this.#parts.robots.follow(id, runs => this.#send(runs)),
      );
  }

  #leave(id: ConversationId): void {
    this.#following.get(id)?.close();
    this.#following.delete(id);
    this.#robots.get(id)?.();
    this.#robots.delete(id);
  }

  /** The call went to somebody else: nothing more is shown until it is known that whoever follows may see theirs too. */
  #askAgain(id: ConversationId, after: number): void {
    this.#leave(id);
    void this.#follow(id, after).catch(error => this.#fail(error));
  }

  #report({ ref, reports }: Extract<DeskUp, { type: 'announced' }>): void {
    this.#parts.announcing
      .report(this.#who.staffNo, reports)
      .then(kept => (kept === 'noted' ? this.#send({ type: 'noted', ref }) : this.#refuse({ kind: 'busy', retryAfterMs: 1000 }, ref)))
      .catch(error => {
        this.#parts.log.warn({ err: error }, 'reports of announcements not kept');
        this.#refuse(databaseProblem(error) ?? { kind: 'unavailable', what: 'announcements', retryAfterMs: 2000 }, ref);
      });
  }

  #act({ ref, conversation, act }: Extract<DeskUp, { type: 'act' }>): void {
    if ((act.kind === 'wrapped' || act.kind === 'amended') && !this.#who.may.has('wrapup.confirm')) {
      return this.#refuse({ kind: 'not-allowed', action: 'wrapup.confirm' }, ref);
    }
    // The ref is the agent's own: two agents may not take each other's.
    this.#parts.owner.act(conversation, this.#who.staffNo, `${this.#who.staffNo}:${ref}`, act, (problem, position) => {
      if (problem) this.#refuse(problem, ref);
      else if (position !== undefined) this.#send({ type: 'acted', ref, position });
    });
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#parts.log.warn({ err: error }, 'desk not served');
    this.#refuse(databaseProblem(error) ?? { kind: 'unavailable', what: 'desk', retryAfterMs: 2000 });
  }

  #refuse(problem: Problem, ref?: string): void {
    this.#send({ type: 'refused', ...(ref === undefined ? {} : { ref }), problem });
  }
}

function refOf(raw: unknown): string | undefined {
  const ref = (raw as { ref?: unknown } | null)?.ref;
  return typeof ref === 'string' ? ref.slice(0, 64) : undefined;
}
