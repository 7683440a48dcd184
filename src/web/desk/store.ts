import type { Act } from '#domain/act.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Announced } from '#protocol/announcements.ts';
import type { ConversationHead, DeskDown } from '#protocol/down.ts';
import type { DeskRun } from '#protocol/robot-desk.ts';
import { Drafts } from '#web/desk/drafts.ts';
import { type Followed, takePartial, takeRow, unheard } from '#web/desk/fold.ts';
import { type Answer, DeskLink } from '#web/desk/link.ts';
import type { KeptReport } from '#web/desk/unnoted-reports.ts';
import type { LineState } from '#web/kit/kept-line.ts';

/** One conversation with the anchor that lets its clock run between rows. */
export interface Live {
  readonly followed: Followed;
  readonly isCaughtUp: boolean;
  readonly anchorMs: number; // the conversation's clock …
  readonly anchorAt: number; // … at this performance.now()
  readonly hungUpAt?: number; // by this machine's clock, or the server's where it was over before we came
  readonly paintedMs?: { readonly position: number; readonly tookMs: number };
}

/** What was told of the robots of a call, and when: `nowAt` of the server was at this performance.now(). */
export interface RobotsTold {
  readonly runs: readonly DeskRun[];
  readonly nowAt: number;
  readonly receivedAt: number;
}

/** What the desk's screens read. */
export interface DeskState {
  readonly link: LineState;
  readonly heads: readonly ConversationHead[] | null; // null: not told yet
  readonly live: Readonly<Record<string, Live>>;
  readonly screen?: Extract<DeskDown, { type: 'screen' }>; // whose turn it is to interrupt, over all conversations
  readonly announcements: readonly Announced[];
  readonly robots: Readonly<Record<string, RobotsTold>>; // by conversation
  readonly refused?: Problem; // why the last act was not done, while it is told
}

const refusalLastsMs = 6000;

const before: Live = { followed: unheard, isCaughtUp: false, anchorMs: 0, anchorAt: 0 };

/** Keeps what the server says and tells the screens once per frame at most. */
export class DeskStore {
  #state: DeskState = { link: { kind: 'connecting' }, heads: null, live: {}, announcements: [], robots: {} };
  readonly #tellers = new Set<() => void>();
  readonly #link: DeskLink;
  readonly #due: Due[] = [];
  #telling: ReturnType<typeof setTimeout> | undefined;
  readonly staffNo: string;
  readonly drafts: Drafts;

  constructor(staffNo: string) {
    this.staffNo = staffNo;
    this.drafts = new Drafts(staffNo);
    const listener = {
      message: (message: DeskDown) => this.#take(message),
      state: (link: LineState) => this.#set({ ...this.#state, link }),
      positionOf: (conversation: ConversationId) => this.#state.live[conversation]?.followed.position ?? 0,
      refused: (problem: Problem) => this.#refused(problem),
    };
    this.#link = new DeskLink(listener, staffNo);
  }

  readonly read = (): DeskState => this.#state;

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#tellers.add(tell);
    return () => this.#tellers.delete(tell);
  };

  /** Does something once; `answer` is told when the screen shows what came of it, or why it was not done. */
  readonly act = (conversation: ConversationId, act: Act, answer?: (problem: Problem | null) => 'shown' | 'not-shown'): void => {
    const whenSeen: Answer | undefined =
      answer &&
      ((problem, position) => {
        if (problem || position <= (this.#state.live[conversation]?.followed.position ?? 0)) return answer(problem);
        this.#due.push({ conversation, position, tell: () => void answer(null) });
        return 'shown';
      });
    this.#link.act(conversation, act, whenSeen);
  };

  /** Tells what became of a leader's whisper on this desk. */
  readonly answerWhisper = (id: string, did: 'seen' | 'said'): void => this.#link.whisper(id, did);

  readonly follow = (conversation: ConversationId): void => this.#link.follow(conversation);

  /** Stops following a closed conversation that is no longer looked at; the server follows only so many. */
  readonly lookAway = (conversation: ConversationId): void => {
    if (this.#state.heads?.some(head => head.id === conversation && head.open)) return;
    this.#link.leave(conversation);
  };

  /** Reports what became of an announcement on this desk. */
  readonly report = (report: Omit<KeptReport, 'ref' | 'at'>): void => this.#link.report(report);

  /** Says whether this desk can be seen. */
  readonly visible = (on: boolean): void => this.#link.visible(on);

  close(): void {
    clearTimeout(this.#telling);
    this.#link.close();
  }

  #refused(refused: Problem): void {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.#set({ ...this.#state, refused: undefined }), refusalLastsMs);
    this.#set({ ...this.#state, refused });
  }

  #take(message: DeskDown): void {
    switch (message.type) {
      case 'inbox':
        for (const head of message.open) if (head.open) this.#link.follow(head.id); // closed ones only while they are looked at
        return this.#set({ ...this.#state, heads: message.open });
      case 'row':
        return this.#row(message);
      case 'partial':
        return this.#change(message.conversation, live => ({ ...live, followed: takePartial(live.followed, message) }));
      case 'caught-up':
        return this.#change(message.conversation, live => ({
          ...live,
          isCaughtUp: true,
          anchorMs: anchor(live, message.nowMs).anchorMs,
          anchorAt: anchor(live, message.nowMs).anchorAt,
        }));
      case 'screen':
        if (message.number < (this.#state.screen?.number ?? 0)) return;
        return this.#set({ ...this.#state, screen: message });
      case 'announcements':
        return this.#set({ ...this.#state, announcements: message.list });
      case 'robots': {
        const told = { runs: message.runs, nowAt: message.nowAt, receivedAt: performance.now() };
        return this.#set({ ...this.#state, robots: { ...this.#state.robots, [message.conversation]: told } });
      }
      case 'noted':
      case 'acted':
      case 'refused':
      case 'beat':
        return;
    }
  }

  #row(row: Extract<DeskDown, { type: 'row' }>): void {
    const live = this.#state.live[row.conversation] ?? before;
    if (row.position > live.followed.position + 1) return this.#link.resume(row.conversation);
    const receivedAt = performance.now();
    this.#change(row.conversation, old => ({
      ...old,
      ...hungUp(old, row),
      followed: takeRow(old.followed, row),
      anchorMs: Math.max(row.event.atMs, old.isCaughtUp ? 0 : old.anchorMs),
      anchorAt: receivedAt,
    }));
    if (this.#state.live[row.conversation]?.followed.wrapped) this.drafts.forget(row.conversation);
    for (const due of this.#due.splice(0)) isSeen(due, row) ? due.tell() : this.#due.push(due);
    if (!live.isCaughtUp || row.advice.length === 0) return;
    requestAnimationFrame(() => {
      const tookMs = Math.round((performance.now() - receivedAt) * 10) / 10;
      this.#link.painted(row.conversation, row.position, tookMs);
      this.#change(row.conversation, old => ({ ...old, paintedMs: { position: row.position, tookMs } }));
    });
  }

  #change(conversation: ConversationId, change: (live: Live) => Live): void {
    const live = this.#state.live[conversation] ?? before;
    this.#set({ ...this.#state, live: { ...this.#state.live, [conversation]: change(live) } });
  }

  #set(state: DeskState): void {
    this.#state = state;
    for (const tell of this.#tellers) tell();
  }
}

/** An answer that waits for its row: acts are acknowledged a moment before their row comes. */
interface Due {
  readonly conversation: ConversationId;
  readonly position: number;
  readonly tell: () => void;
}

function isSeen({ conversation, position }: Due, row: Extract<DeskDown, { type: 'row' }>): boolean {
  return conversation === row.conversation && position <= row.position;
}

/** When the customer hung up: heard just now, or told of later. */
function hungUp(old: Live, { event, stamps }: Extract<DeskDown, { type: 'row' }>): Pick<Live, 'hungUpAt'> {
  if (event.what.kind !== 'closed' || old.hungUpAt !== undefined) return {};
  return { hungUpAt: old.isCaughtUp ? Date.now() : Math.min(Date.now(), stamps?.storedAt ?? Date.now()) };
}

/** The clock never goes back: a resume that brought nothing new keeps it running. */
function anchor(live: Live, nowMs: number): Pick<Live, 'anchorMs' | 'anchorAt'> {
  return live.anchorAt !== 0 && nowMs <= live.anchorMs ? live : { anchorMs: nowMs, anchorAt: performance.now() };
}

/** The conversation's clock now; it stands still when the call is over or paused. */
export function nowOf(live: Live, pace: number): number {
  if (live.followed.closedAtMs !== undefined) return live.followed.closedAtMs;
  return live.anchorAt === 0 ? live.anchorMs : live.anchorMs + (performance.now() - live.anchorAt) * pace;
}
