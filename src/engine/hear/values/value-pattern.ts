import type { HitValue } from '#domain/hit.ts';

/** How a value is said, in our own pattern language; <number> and <percent> come from the number reader. */
export interface ValuePattern {
  readonly class: HitValue['class'];
  readonly pattern: string;
}
