import type { StandingWhisper, Whisper } from '#domain/whisper.ts';

/** What happens to whispers on one agent's screen. */
export type WhisperEvent =
  | { readonly kind: 'whispered'; readonly atMs: number; readonly whisper: Whisper }
  | { readonly kind: 'whisper-seen'; readonly atMs: number; readonly id: string }
  | { readonly kind: 'whisper-done'; readonly atMs: number; readonly id: string; readonly by: 'heard' | 'marked' }
  | { readonly kind: 'left'; readonly atMs: number; readonly conversation: string }; // over, or somebody else's: nothing is whispered in it any more

const mostStanding = 20;

/** Folds one event in. What came already comes once; what is done stays done; a state never goes back. */
export function foldWhispers(standing: readonly StandingWhisper[], event: WhisperEvent): readonly StandingWhisper[] {
  switch (event.kind) {
    case 'whispered':
      if (standing.some(({ id }) => id === event.whisper.id)) return standing;
      return [...standing, { ...event.whisper, atMs: event.atMs, state: 'sent' as const }].slice(-mostStanding);
    case 'whisper-seen':
      return standing.map(each => (each.id === event.id && each.state === 'sent' ? { ...each, state: 'seen' } : each));
    case 'whisper-done':
      return standing.map(each => (each.id === event.id && each.state !== 'done' ? { ...each, state: 'done', doneBy: event.by } : each));
    case 'left':
      return standing.filter(({ conversation }) => conversation !== event.conversation);
  }
}
