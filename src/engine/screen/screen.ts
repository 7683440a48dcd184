import type { StandingWhisper } from '#domain/whisper.ts';
import { foldWhispers, type WhisperEvent } from '#engine/screen/whispers.ts';

/** Advice of one conversation that interrupts, as loud as it became with that row; or an announcement. */
export interface Wanting {
  readonly conversation: string;
  readonly key: string;
  readonly position: number;
  readonly isSerious: boolean;
  readonly when?: 'resting'; // never during a conversation: shown while none is open
}

/** What happens on one agent's screen. Times are one clock for all conversations of this agent. */
export type ScreenEvent =
  | { readonly kind: 'carried'; readonly atMs: number; readonly memory: ScreenMemory } // from the day before: a day's log stands alone
  | { readonly kind: 'wants'; readonly atMs: number; readonly wanting: Wanting }
  | { readonly kind: 'gone'; readonly atMs: number; readonly conversation: string; readonly key: string }
  | { readonly kind: 'voices'; readonly atMs: number; readonly quietSinceMs: number | null } // in all of the agent's conversations
  | { readonly kind: 'rested'; readonly atMs: number; readonly on: boolean } // none of the agent's conversations is open
  | { readonly kind: 'banded'; readonly atMs: number; readonly interruptGapMs: number }
  | { readonly kind: 'passed'; readonly atMs: number }
  | WhisperEvent;

/** Something that wants to interrupt or did, for as long as it stands in its conversation. */
export interface Wish extends Wanting {
  readonly sinceMs: number;
  readonly state: 'waiting' | 'interrupt' | 'line' | 'open'; // open: shown while at rest, keeps nothing else away
}

/** What one agent's screen remembers: plain JSON, folded from its own log. */
export interface ScreenMemory {
  readonly interruptGapMs: number;
  readonly lastInterruptMs: number | null;
  readonly quietSinceMs: number | null; // null: somebody speaks
  readonly isResting: boolean;
  readonly wishes: readonly Wish[];
  readonly whispers?: readonly StandingWhisper[]; // absent where no leader ever whispered
}

/** How loudly something is to be painted from now on. */
export interface Painted {
  readonly conversation: string;
  readonly key: string;
  readonly position: number;
  readonly loudness: 'interrupt' | 'line';
}

/** What an event led to. */
export interface Screened {
  readonly memory: ScreenMemory;
  readonly paint: readonly Painted[];
}

export const screenStart: ScreenMemory = {
  interruptGapMs: 20_000,
  lastInterruptMs: null,
  quietSinceMs: 0,
  isResting: true,
  wishes: [],
};

/** A pause long enough to read in. */
export const pauseMs = 600;
/** What found no pause by then becomes a line. */
export const patienceMs = 8000;
const mostWaiting = 50;
const mostWishes = 500;

/**
 * Folds one event in. An agent with five chats has one budget: serious things interrupt at once; the rest waits for a pause, for the
 * gap since the last interrupt, and until no other interrupt stands. What is only for times of rest is shown while no conversation is open.
 */
export function screen(memory: ScreenMemory, event: ScreenEvent): Screened {
  switch (event.kind) {
    case 'carried':
      return { memory: { ...screenStart, ...event.memory }, paint: [] }; // an older log did not know of rest
    case 'banded':
      return serve({ ...memory, interruptGapMs: event.interruptGapMs }, event.atMs);
    case 'voices':
      return serve({ ...memory, quietSinceMs: event.quietSinceMs }, event.atMs);
    case 'rested':
      return rest({ ...memory, isResting: event.on }, event.atMs);
    case 'gone':
      return serve({ ...memory, wishes: without(memory.wishes, event) }, event.atMs);
    case 'passed':
      return serve(memory, event.atMs);
    case 'wants':
      return want(memory, event.wanting, event.atMs);
    case 'whispered':
    case 'whisper-seen':
    case 'whisper-done':
    case 'left':
      return { memory: { ...memory, whispers: foldWhispers(memory.whispers ?? [], event) }, paint: [] };
  }
}

/** When the screen wants a `passed` event: a pause is long enough, the gap is over, or patience ends. */
export function screenWakeAtMs(memory: ScreenMemory): number | undefined {
  const waiting = waitingIn(memory);
  if (waiting.length === 0) return undefined;
  const patience = Math.min(...waiting.map(({ sinceMs }) => sinceMs + patienceMs));
  const free = freeAtMs(memory);
  return free === null ? patience : Math.min(patience, free);
}

/** What waits for its turn. */
export function waitingIn(memory: ScreenMemory): readonly Wish[] {
  return memory.wishes.filter(wish => wish.state === 'waiting' && wish.when === undefined);
}

function want(memory: ScreenMemory, wanting: Wanting, atMs: number): Screened {
  const wishes = without(memory.wishes, wanting);
  const served = serve({ ...memory, wishes }, atMs);
  if (wanting.when === 'resting') {
    const waits: Wish = { ...wanting, sinceMs: atMs, state: 'waiting' };
    const rested = rest({ ...served.memory, wishes: [...served.memory.wishes, waits].slice(-mostWishes) }, atMs);
    return { memory: rested.memory, paint: [...served.paint, ...rested.paint] };
  }
  const wish: Wish = { ...wanting, sinceMs: atMs, state: wanting.isSerious ? 'interrupt' : 'waiting' };
  const added = { ...served.memory, wishes: [...served.memory.wishes, wish] };
  if (wanting.isSerious) {
    return { memory: { ...added, lastInterruptMs: atMs }, paint: [...served.paint, paintedAs(wish, 'interrupt')] };
  }
  const crowd = waitingIn(added).slice(0, -mostWaiting);
  const next = serve(become(added, crowd, 'line'), atMs);
  return { memory: next.memory, paint: [...served.paint, ...crowd.map(each => paintedAs(each, 'line')), ...next.paint] };
}

/** Shows what waited for rest, or takes it away again when a conversation begins. */
function rest(memory: ScreenMemory, atMs: number): Screened {
  const { paint, memory: served } = serve(memory, atMs);
  const changing = served.wishes.filter(({ when, state }) => when === 'resting' && (state === 'open') !== served.isResting);
  const opened = served.isResting ? changing.map(wish => paintedAs(wish, 'interrupt')) : [];
  return { memory: become(served, changing, served.isResting ? 'open' : 'waiting'), paint: [...paint, ...opened] };
}

/** Lets the longest-waiting through when its turn has come; what waited too long becomes a line. */
function serve(memory: ScreenMemory, atMs: number): Screened {
  const late = waitingIn(memory).filter(({ sinceMs }) => atMs - sinceMs >= patienceMs);
  const paint = late.map(wish => paintedAs(wish, 'line'));
  const patient = become(memory, late, 'line');
  const [first] = waitingIn(patient);
  const freeAt = freeAtMs(patient);
  if (!first || freeAt === null || atMs < freeAt) return { memory: patient, paint };
  return {
    memory: { ...become(patient, [first], 'interrupt'), lastInterruptMs: atMs },
    paint: [...paint, paintedAs(first, 'interrupt')],
  };
}

/** From when on something may interrupt; null while somebody speaks or another interrupt stands. */
function freeAtMs({ quietSinceMs, lastInterruptMs, interruptGapMs, wishes }: ScreenMemory): number | null {
  if (quietSinceMs === null || wishes.some(({ state }) => state === 'interrupt')) return null;
  return Math.max(quietSinceMs + pauseMs, lastInterruptMs === null ? 0 : lastInterruptMs + interruptGapMs);
}

function become(memory: ScreenMemory, some: readonly Wish[], state: Wish['state']): ScreenMemory {
  if (some.length === 0) return memory;
  return { ...memory, wishes: memory.wishes.map(wish => (some.includes(wish) ? { ...wish, state } : wish)) };
}

function without(wishes: readonly Wish[], { conversation, key }: { conversation: string; key: string }): readonly Wish[] {
  return wishes.filter(wish => wish.conversation !== conversation || wish.key !== key);
}

function paintedAs({ conversation, key, position }: Wish, loudness: Painted['loudness']): Painted {
  return { conversation, key, position, loudness };
}
