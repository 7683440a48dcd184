import type { Concept } from '#domain/concept.ts';
import type { HitValue } from '#domain/hit.ts';
import type { PatternProblem } from '#engine/hear/pattern.ts';

/**
 * The hearing's share of an artefact: plain JSON. A symbol is what can be found at a place: a literal (0 …), a sound (after the
 * literals), or a class (after the sounds, in the order of classNames). Programs join symbols; listeners name what programs find.
 */
export interface HearingPart {
  readonly literals: readonly string[];
  readonly sounds: readonly string[];
  /** Sets of symbols, each once: joins and needs name them. */
  readonly groups: readonly (readonly number[])[];
  readonly programs: readonly Program[];
  /** Programs that find values, before all others. */
  readonly values: readonly { readonly class: HitValue['class']; readonly program: number }[];
  /** Those a listener builds on come before it. */
  readonly listeners: readonly Listener[];
  /** Cues that could not be compiled: nothing is heard for them. */
  readonly problems: readonly (PatternProblem & { readonly cue: string })[];
}

/** A compiled pattern, and what it needs: of each of these groups one symbol stands in everything it matches, the most telling group first. */
export interface Program {
  readonly join: Join;
  readonly needs: readonly number[];
}

/** A pattern over symbols. */
export type Join =
  | { readonly kind: 'symbols'; readonly group: number }
  | { readonly kind: 'gap'; readonly min: number; readonly max: number }
  | { readonly kind: 'all'; readonly parts: readonly Join[] }
  | { readonly kind: 'any'; readonly parts: readonly Join[] }
  | { readonly kind: 'maybe'; readonly part: Join }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

/** A cue or a concept: the name its hits carry, and what makes one. */
export interface Listener {
  readonly name: string;
  readonly speaker: Concept['speaker'];
  readonly phrases: readonly number[];
  readonly patterns: readonly number[];
  readonly concepts: readonly number[];
  readonly unless: readonly number[];
  readonly unlessConcepts: readonly number[];
  /** Classes inside its patterns: its hits carry their values. */
  readonly classes: readonly string[];
}
