import type { Loudness } from '#domain/loudness.ts';

/** Something loud that wants an agent's attention: advice of one of the conversations, a whisper, an announcement. */
export interface Wanting {
  readonly conversation: string;
  readonly key: string;
  readonly isSerious: boolean;
}

/** What happens on one agent's screen. Times are one clock for all conversations of this agent. */
export type ScreenEvent =
  | { readonly kind: 'wants'; readonly atMs: number; readonly wanting: Wanting; readonly wish: Loudness }
  | { readonly kind: 'gone'; readonly atMs: number; readonly conversation: string; readonly key: string }
  | { readonly kind: 'speaking'; readonly atMs: number; readonly conversation: string; readonly on: boolean } // anybody in that conversation
  | { readonly kind: 'banded'; readonly atMs: number; readonly interruptGapMs: number }
  | { readonly kind: 'passed'; readonly atMs: number };

/** What one agent's screen remembers: plain JSON, folded from its own log. */
export interface ScreenMemory {
  readonly interruptGapMs: number;
  readonly lastInterruptMs: number | null;
  readonly speaking: readonly string[]; // conversations in which somebody speaks
  readonly quietSinceMs: number | null;
  readonly waiting: readonly (Wanting & { readonly sinceMs: number })[];
}

/** How loudly something is to be painted now. */
export interface Painted {
  readonly conversation: string;
  readonly key: string;
  readonly loudness: Loudness;
}

export const screenStart: ScreenMemory = {
  interruptGapMs: 20_000,
  lastInterruptMs: null,
  speaking: [],
  quietSinceMs: 0,
  waiting: [],
};

/** A pause long enough to read in. */
export const pauseMs = 600;
/** What found no pause by then becomes a line. */
export const patienceMs = 8000;
const mostWaiting = 50;

/** Folds one event in. An agent with five chats has one budget: serious things interrupt at once, the rest waits for a pause and its turn. */
export function screen(memory: ScreenMemory, event: ScreenEvent): { readonly memory: ScreenMemory; readonly paint: readonly Painted[] } {
  switch (event.kind) {
    case 'banded':
      return serve({ ...memory, interruptGapMs: event.interruptGapMs }, event.atMs);
    case 'speaking':
      return serve(heard(memory, event.conversation, event.on, event.atMs), event.atMs);
    case 'gone':
      return serve({ ...memory, waiting: without(memory.waiting, event) }, event.atMs);
    case 'passed':
      return serve(memory, event.atMs);
    case 'wants':
      return want(memory, event.wanting, event.wish, event.atMs);
  }
}

/** When the screen wants a `passed` event: a pause is long enough, the gap is over, or patience ends. */
export function screenWakeAtMs(memory: ScreenMemory): number | undefined {
  if (memory.waiting.length === 0) return undefined;
  const patience = Math.min(...memory.waiting.map(({ sinceMs }) => sinceMs + patienceMs));
  if (memory.quietSinceMs === null) return patience;
  const free = Math.max(memory.quietSinceMs + pauseMs, gapEndsMs(memory));
  return Math.min(patience, free);
}

function want(memory: ScreenMemory, wanting: Wanting, wish: Loudness, atMs: number) {
  const served = serve({ ...memory, waiting: without(memory.waiting, wanting) }, atMs);
  const { conversation, key } = wanting;
  if (wish !== 'interrupt') return { memory: served.memory, paint: [...served.paint, { conversation, key, loudness: wish }] };
  if (wanting.isSerious) {
    const paint = [...served.paint, { conversation, key, loudness: 'interrupt' as const }];
    return { memory: { ...served.memory, lastInterruptMs: atMs }, paint };
  }
  const waiting = [...served.memory.waiting, { ...wanting, sinceMs: atMs }];
  const crowded = waiting.slice(0, Math.max(0, waiting.length - mostWaiting));
  const next = serve({ ...served.memory, waiting: waiting.slice(-mostWaiting) }, atMs);
  return { memory: next.memory, paint: [...served.paint, ...crowded.map(asLine), ...next.paint] };
}

/** Lets the longest-waiting through when there is a pause and the gap is over; what waited too long becomes a line. */
function serve(memory: ScreenMemory, atMs: number): { readonly memory: ScreenMemory; readonly paint: readonly Painted[] } {
  const late = memory.waiting.filter(({ sinceMs }) => atMs - sinceMs >= patienceMs);
  const waiting = memory.waiting.filter(each => !late.includes(each));
  const paint: Painted[] = late.map(asLine);
  const isFree = memory.quietSinceMs !== null && atMs - memory.quietSinceMs >= pauseMs && atMs >= gapEndsMs(memory);
  const [first, ...rest] = waiting;
  if (!first || !isFree) return { memory: { ...memory, waiting }, paint };
  paint.push({ conversation: first.conversation, key: first.key, loudness: 'interrupt' });
  return { memory: { ...memory, waiting: rest, lastInterruptMs: atMs }, paint };
}

function heard(memory: ScreenMemory, conversation: string, on: boolean, atMs: number): ScreenMemory {
  const others = memory.speaking.filter(each => each !== conversation);
  const speaking = on ? [...others, conversation].sort() : others;
  const quietSinceMs = speaking.length > 0 ? null : (memory.quietSinceMs ?? atMs);
  return { ...memory, speaking, quietSinceMs };
}

function without(waiting: ScreenMemory['waiting'], { conversation, key }: { conversation: string; key: string }): ScreenMemory['waiting'] {
  return waiting.filter(each => each.conversation !== conversation || each.key !== key);
}

function asLine({ conversation, key }: Wanting): Painted {
  return { conversation, key, loudness: 'line' };
}

function gapEndsMs(memory: ScreenMemory): number {
  return memory.lastInterruptMs === null ? 0 : memory.lastInterruptMs + memory.interruptGapMs;
}
