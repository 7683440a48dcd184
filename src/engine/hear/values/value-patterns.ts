import { chineseValues } from '#engine/hear/values/chinese-values.ts';
import { englishValues } from '#engine/hear/values/english-values.ts';
import type { ValuePattern } from '#engine/hear/values/value-pattern.ts';

/** How values are said in either language: callers mix them. */
export const valuePatterns: readonly ValuePattern[] = [
  ...chineseValues,
  ...englishValues,
  { class: 'date', pattern: '<number>[/-]<number>[/-]<number>' },
  { class: 'time', pattern: '<number>(:|：)<number>' },
];
