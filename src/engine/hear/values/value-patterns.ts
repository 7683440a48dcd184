import type { HitValue } from '#domain/hit.ts';
import { chineseValues } from '#engine/hear/values/chinese-values.ts';
import { englishValues } from '#engine/hear/values/english-values.ts';

/** How a value is said, in our own pattern language; <number> and <percent> come from the number reader. */
export interface ValuePattern {
  readonly class: HitValue['class'];
  readonly pattern: string;
}

/** How values are said in either language: callers mix them. */
export const valuePatterns: readonly ValuePattern[] = [
  ...chineseValues,
  ...englishValues,
  { class: 'date', pattern: '<number>[/-]<number>[/-]<number>' },
  { class: 'time', pattern: '<number>(:|：)<number>' },
];
