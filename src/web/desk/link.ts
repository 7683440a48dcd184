import type { Act } from '#domain/act.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { DeskUp } from '#protocol/desk-up.ts';
import { DeskDown } from '#protocol/down.ts';
import { type KeptReport, UnnotedReports } from '#web/desk/unnoted-reports.ts';
import { KeptLine, type LineState } from '#web/kit/kept-line.ts';

interface Listener {
  readonly message: (message: DeskDown) => void;
  readonly state: (state: LineState) => void;
  readonly positionOf: (conversation: ConversationId) => number;
  readonly refused: (problem: Problem) => void;
}

/** Told what became of an act: where it stands in the log, or why it was not done. Says whether it shows a refusal itself. */
export type Answer = (problem: Problem | null, position: number) => 'shown' | 'not-shown';

/** The desk's socket: follows conversations, resumes after a break where it was, sends every act until it is answered. */
export class DeskLink {
  readonly #listener: Listener;
  readonly #follows = new Set<ConversationId>();
  readonly #unanswered = new Map<string, DeskUp>();
  readonly #answers = new Map<string, Answer>();
  readonly #reports: UnnotedReports;
  readonly #line: KeptLine;
  #isVisible: boolean | null = null; // null: this page is no desk that can be seen or not

  constructor(listener: Listener, staffNo: string) {
    this.#listener = listener;
    this.#reports = new UnnotedReports(staffNo);
    this.#line = new KeptLine('/v1/desk', {
      opened: () => this.#resumeAll(),
      message: data => this.#take(data),
      state: listener.state,
    });
  }

  follow(conversation: ConversationId): void {
    if (this.#follows.has(conversation)) return;
    this.#follows.add(conversation);
    this.#send({ type: 'follow', conversation, after: this.#listener.positionOf(conversation) });
  }

  leave(conversation: ConversationId): void {
    if (this.#follows.delete(conversation)) this.#send({ type: 'leave', conversation });
  }

  /** Asks again for what came after the last row we have: used when a number is missing. */
  resume(conversation: ConversationId): void {
    this.#send({ type: 'follow', conversation, after: this.#listener.positionOf(conversation) });
  }

  act(conversation: ConversationId, act: Act, answer?: Answer): string {
    const ref = `d${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
    const up: DeskUp = { type: 'act', ref, conversation, act };
    if (this.#unanswered.size < 200) this.#unanswered.set(ref, up);
    if (answer) this.#answers.set(ref, answer);
    this.#send(up);
    return ref;
  }

  painted(conversation: ConversationId, position: number, tookMs: number): void {
    this.#send({ type: 'painted', conversation, position, tookMs });
  }

  /** Reports of an announcement; kept on this machine and sent until the server has noted it. */
  report(report: Omit<KeptReport, 'ref' | 'at'>): void {
    this.#sendReport(this.#reports.keep(report, Date.now()));
  }

  /** Says whether the desk can be seen. */
  visible(on: boolean): void {
    this.#isVisible = on;
    this.#send({ type: 'visible', on });
  }

  /** A leader's whisper was painted, or ticked as said; whoever shows it says so again until the server knows. */
  whisper(id: string, did: 'seen' | 'said'): void {
    this.#send({ type: 'whisper', id, did });
  }

  close(): void {
    this.#line.close();
  }

  #resumeAll(): void {
    for (const conversation of this.#follows) this.resume(conversation);
    for (const up of this.#unanswered.values()) this.#send(up);
    if (this.#isVisible !== null) this.#send({ type: 'visible', on: this.#isVisible });
    for (const report of this.#reports.all()) this.#sendReport(report);
  }

  #take(data: string): void {
    const parsed = DeskDown.safeParse(JSON.parse(data));
    if (!parsed.success) return; // a newer server may say more than we know
    const message = parsed.data;
    if (message.type === 'acted') {
      this.#unanswered.delete(message.ref);
      this.#answer(message.ref, null, message.position);
    }
    if (message.type === 'noted') this.#reports.drop(message.ref);
    if (message.type === 'refused') this.#refused(message);
    this.#listener.message(message);
  }

  /** Busy or out of reach for a moment: the act stays and is sent again, and what was followed is asked for anew. */
  #refused({ ref, problem }: Extract<DeskDown, { type: 'refused' }>): void {
    if (problem.kind === 'busy' || problem.kind === 'unavailable') {
      setTimeout(() => this.#again(ref), Math.min(10_000, Math.max(500, problem.retryAfterMs)));
      return;
    }
    if (ref) {
      this.#unanswered.delete(ref);
      this.#reports.drop(ref);
    }
    if (this.#answer(ref, problem, 0) === 'not-shown') this.#listener.refused(problem);
  }

  #answer(ref: string | undefined, problem: Problem | null, position: number): 'shown' | 'not-shown' {
    const answer = ref === undefined ? undefined : this.#answers.get(ref);
    if (ref !== undefined) this.#answers.delete(ref);
    return answer ? answer(problem, position) : 'not-shown';
  }

  #again(ref: string | undefined): void {
    const up = ref === undefined ? undefined : this.#unanswered.get(ref);
    const report = ref === undefined ? undefined : this.#reports.find(ref);
    if (up) this.#send(up);
    else if (report) this.#sendReport(report);
    else if (ref === undefined) for (const conversation of this.#follows) this.resume(conversation);
  }

  #sendReport({ ref, at, ...report }: KeptReport): void {
    const agoMs = Math.min(7 * 86_400_000, Math.max(0, Date.now() - at)); // how long ago: clocks of desks differ
    this.#send({ type: 'announced', ref, reports: [{ ...report, agoMs }] });
  }

  #send(up: DeskUp): void {
    this.#line.send(up);
  }
}
