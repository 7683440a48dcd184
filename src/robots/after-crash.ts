import type { Effect } from '#domain/bot-step.ts';
import type { StepState } from '#domain/robot-run.ts';

/** What to do with a step after its runner died. `unknown`: a person looks, and nothing is done again. */
export type Recovery = 'keep' | 'run' | 'redo' | 'verify' | 'unknown';

/** What a verification found: it took effect, it surely did not, or neither can be told. */
export type Verified = 'took' | 'did-not' | 'cannot-tell';

/** What to do with a step found in this state. A started commit is never done again unread. */
export function afterCrash(state: StepState, effect: Effect, verifiable: boolean): Recovery {
  switch (state) {
    case 'pending':
      return 'run';
    case 'done':
    case 'skipped':
    case 'failed':
    case 'by-hand':
      return 'keep';
    case 'unknown':
      return 'unknown';
    case 'started':
      if (effect === 'read') return 'redo';
      return verifiable ? 'verify' : 'unknown';
  }
}

/** Reads a verification's two judgements. Both true is no judgement. */
export function verified(took: boolean, not: boolean | undefined): Verified {
  if (took === (not ?? false)) return 'cannot-tell';
  return took ? 'took' : 'did-not';
}

/** What to do once a started write or commit has been verified. A commit is done only where it surely was not; else a person looks. */
export function afterVerifying(effect: Exclude<Effect, 'read'>, found: Verified): 'done' | 'redo' | 'unknown' {
  switch (found) {
    case 'took':
      return 'done';
    case 'did-not':
      return 'redo';
    case 'cannot-tell':
      return effect === 'write' ? 'redo' : 'unknown';
  }
}
