import type { ConversationId } from '#domain/ids.ts';
import { foldInterrupting, type Interrupting } from '#domain/interrupting.ts';
import type { Problem } from '#domain/problem.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { StandingWhisper, Whisper } from '#domain/whisper.ts';
import { type Listened, listen, unlistened } from '#engine/screen/said.ts';
import { type ScreenEvent, type ScreenMemory, screen, screenWakeAtMs, waitingIn } from '#engine/screen/screen.ts';
import { endVoices, hearVoice, silence, type Voices } from '#engine/screen/voices.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import { ofAnnouncements, type ScreenInterrupt } from '#protocol/down.ts';
import { dayAt } from '#server/live/conversation-id.ts';
import type { Flush } from '#server/live/flush.ts';
import type { Row } from '#server/live/read-rows.ts';
import { screenOf } from '#server/live/surroundings.ts';
import type { Writer } from '#server/live/write.ts';
import type { StoredScreen } from '#server/screens/read-screen.ts';
import type { ScreenRow, ScreenWrite } from '#server/screens/screen-write.ts';

/** What all screens of a node share. */
export interface ScreenSurroundings {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly flush: Pick<Flush<ScreenWrite>, 'add'>;
}

/**
 * The one owner of an agent's screen: takes what the agent's conversations want, decides, and lets nobody see a decision before
 * it is durable. Like a conversation it is tentative until then: when a write fails it is thrown away and read from its log again.
 */
export class AgentScreen implements Writer<ScreenWrite> {
  readonly agent: string;
  readonly partition: number;
  readonly #around: ScreenSurroundings;
  readonly #lost: (screen: AgentScreen) => void;
  readonly #listened = new Map<string, Listened>();
  readonly #interrupting = new Map<ConversationId, Interrupting>();
  #memory: ScreenMemory;
  #day: number;
  #position: number;
  #atMs: number;
  #voices: Voices = silence;
  #rows: ScreenRow[] = [];
  #stopWake: () => void = () => {};
  #isResting = true;
  #isLost = false;

  constructor(around: ScreenSurroundings, agent: string, partition: number, stored: StoredScreen, lost: (screen: AgentScreen) => void) {
    this.#around = around;
    this.agent = agent;
    this.partition = partition;
    this.#memory = stored.memory;
    this.#day = stored.day;
    this.#position = stored.position;
    this.#atMs = stored.atMs;
    this.#lost = lost;
  }

  /** How long this agent is left alone between two interrupts. */
  band(interruptGapMs: number): void {
    if (interruptGapMs !== this.#memory.interruptGapMs) this.#add({ kind: 'banded', atMs: this.#now(), interruptGapMs });
    this.#wake();
  }

  /** A row of one of the agent's conversations. Nothing is decided before `settle` when rows are being caught up with. */
  row(conversation: ConversationId, { position, event, advice, stamps }: Row): void {
    const before = this.#interrupting.get(conversation) ?? {};
    this.#interrupting.set(conversation, foldInterrupting(before, position, advice));
    const { what } = event;
    const heardAt = Math.min(this.#now(), stamps?.heardAt ?? this.#now());
    if (what.kind === 'speaking') this.#voices = hearVoice(this.#voices, conversation, what.speaker, what.on, heardAt);
    this.#hearken(conversation, heardAt, what.kind === 'heard' ? what.utterance : null, advice);
    if (what.kind === 'closed') this.#voices = endVoices(this.#voices, conversation, heardAt);
  }

  /** Hears whether a whisper is being said. */
  #hearken(conversation: ConversationId, heardAt: number, heard: Utterance | null, advice: Row['advice']): void {
    for (const whisper of this.#whispers) {
      if (whisper.conversation !== conversation || whisper.state === 'done' || heardAt < whisper.atMs) continue;
      this.#listened.set(whisper.id, listen(this.#listened.get(whisper.id) ?? unlistened, whisper, heard, advice));
    }
  }

  /** Compares what the conversation's advice wants with what is known here, and writes the difference. */
  settle(conversation: ConversationId): void {
    for (const { id, state } of this.#whispers.filter(each => each.conversation === conversation)) {
      if (state !== 'done' && this.#listened.get(id)?.isSaid) this.#add({ kind: 'whisper-done', atMs: this.#now(), id, by: 'heard' });
    }
    const interrupting = this.#interrupting.get(conversation) ?? {};
    const known = this.#memory.wishes.filter(wish => wish.conversation === conversation);
    for (const { key } of known) if (!(key in interrupting)) this.#add({ kind: 'gone', atMs: this.#now(), conversation, key });
    for (const [key, { position, isSerious }] of Object.entries(interrupting)) {
      if (known.some(wish => wish.key === key && wish.position === position)) continue;
      this.#listen();
      this.#add({ kind: 'wants', atMs: this.#now(), wanting: { conversation, key, position, isSerious } });
    }
    if (waitingIn(this.#memory).length > 0) this.#listen(); // who speaks matters only while something waits
    this.#wake();
  }

  /** What announcements want of this agent now: urgent ones a pause, the others a time of rest. `turn` names one showing. */
  announce(wanted: readonly { readonly turn: string; readonly urgent: boolean }[]): void {
    const known = this.#memory.wishes.filter(({ conversation }) => conversation === ofAnnouncements);
    for (const { key } of known) {
      if (!wanted.some(({ turn }) => turn === key)) this.#add({ kind: 'gone', atMs: this.#now(), conversation: ofAnnouncements, key });
    }
    const fresh = wanted.filter(({ turn }) => !known.some(({ key }) => key === turn));
    if (fresh.length > 0) this.#listen();
    if (wanted.length > 0) this.#rest();
    for (const { turn, urgent } of fresh) {
      const wanting = { conversation: ofAnnouncements, key: turn, position: 1, isSerious: false };
      this.#add({ kind: 'wants', atMs: this.#now(), wanting: urgent ? wanting : { ...wanting, when: 'resting' } });
    }
    this.#wake();
  }

  /** Whether a conversation is open; written only while something waits for rest or is shown in it. */
  resting(isResting: boolean): void {
    this.#isResting = isResting;
    if (this.#memory.wishes.some(({ when }) => when === 'resting')) this.#rest();
    this.#wake();
  }

  /** Takes a leader's whisper; one that came before comes no second time. */
  whisper(whisper: Whisper): void {
    if (this.#whispers.some(({ id }) => id === whisper.id)) return;
    this.#add({ kind: 'whispered', atMs: this.#now(), whisper });
  }

  /** The agent's desk painted a whisper, or the agent ticked it as said. */
  answerWhisper(id: string, did: 'seen' | 'said'): void {
    const found = this.#whispers.find(each => each.id === id);
    if (!found || found.state === 'done') return;
    if (found.state === 'sent') this.#add({ kind: 'whisper-seen', atMs: this.#now(), id });
    if (did === 'said') this.#add({ kind: 'whisper-done', atMs: this.#now(), id, by: 'marked' });
  }

  /** A conversation ended or went to somebody else: nothing of it wants anything here any more. */
  leave(conversation: ConversationId): void {
    this.#voices = endVoices(this.#voices, conversation, this.#now());
    this.#interrupting.delete(conversation);
    for (const { id } of this.#whispers.filter(each => each.conversation === conversation)) this.#listened.delete(id);
    if (this.#whispers.some(each => each.conversation === conversation)) this.#add({ kind: 'left', atMs: this.#now(), conversation });
    this.settle(conversation);
  }

  /** Conversations that something is remembered of. */
  get remembered(): ReadonlySet<ConversationId> {
    const wishes = this.#memory.wishes.filter(({ conversation }) => conversation !== ofAnnouncements);
    return new Set([...wishes, ...this.#whispers].map(({ conversation }) => conversation as ConversationId));
  }

  get memory(): ScreenMemory {
    return this.#memory;
  }
  /** Whether no conversation needs it; announcements alone do not, the desk that shows them calls for it again and again. */
  get isIdle(): boolean {
    return this.#rows.length === 0 && this.remembered.size === 0;
  }

  take(): ScreenWrite | null {
    const [first, ...others] = this.#rows;
    if (this.#isLost || !first) return null;
    this.#rows = [];
    return { agent: this.agent, partition: this.partition, rows: [first, ...others] };
  }

  stored({ rows }: ScreenWrite): void {
    for (const { position, interrupts, whispers } of rows) {
      this.#around.bus.publish(screenOf(this.agent), { type: 'screen', number: position, interrupts, whispers });
    }
  }

  failed(_problem: Problem): void {
    if (this.#isLost) return;
    this.close();
    this.#lost(this);
  }

  /** Lets go without writing: somebody else owns it now, or nobody needs it. */
  close(): void {
    this.#isLost = true;
    this.#stopWake();
  }

  #listen(): void {
    const { quietSinceMs } = this.#voices;
    if (quietSinceMs !== this.#memory.quietSinceMs) this.#add({ kind: 'voices', atMs: this.#now(), quietSinceMs });
  }

  #rest(): void {
    if (this.#isResting !== this.#memory.isResting) this.#add({ kind: 'rested', atMs: this.#now(), on: this.#isResting });
  }

  #wake(): void {
    this.#stopWake();
    const wakeAtMs = screenWakeAtMs(this.#memory);
    if (wakeAtMs === undefined || this.#isLost) return;
    this.#stopWake = this.#around.clock.after(Math.max(0, wakeAtMs - this.#around.clock.now()), () => {
      this.#add({ kind: 'passed', atMs: Math.max(wakeAtMs, this.#now()) });
      this.#wake();
    });
  }

  #add(event: ScreenEvent): void {
    if (this.#isLost) return;
    const day = dayAt(event.atMs);
    if (day !== this.#day) this.#write(day, { kind: 'carried', atMs: event.atMs, memory: this.#memory });
    this.#write(day, event);
    this.#around.flush.add(this);
  }

  #write(day: number, what: ScreenEvent): void {
    const { memory, paint } = screen(this.#memory, what);
    this.#memory = memory;
    this.#day = day;
    this.#position++;
    this.#atMs = what.atMs;
    const { whispers = [] } = memory;
    this.#rows.push({ day, position: this.#position, atMs: what.atMs, what, painted: paint, interrupts: interruptsIn(memory), whispers });
  }

  get #whispers(): readonly StandingWhisper[] {
    return this.#memory.whispers ?? [];
  }

  #now(): number {
    return Math.max(this.#atMs, this.#around.clock.now());
  }
}

function interruptsIn({ wishes }: ScreenMemory): readonly ScreenInterrupt[] {
  const interrupts = wishes.filter(({ state }) => state === 'interrupt' || state === 'open');
  return interrupts.map(({ conversation, key, position }) => ({ conversation, key, position }) as ScreenInterrupt);
}
