import { errors } from 'playwright-core';
import type { RobotTrouble } from '#domain/robot-run.ts';

/** Trouble on a page, as a system error. */
export type SystemTrouble = Extract<RobotTrouble, { kind: 'system' }>;

/** Trouble with its sentence; the context takes secrets out of it before it leaves. */
export function trouble(code: SystemTrouble['code'], message: string): SystemTrouble {
  return { kind: 'system', code, message };
}

/** What an error of Playwright means. Its own text is never passed on: it may quote the page. */
export type Mishap = 'slow' | 'several' | 'gone' | 'overtaken' | 'other';

/** Sorts an error by what is to be done about it. */
export function mishapOf(error: unknown): Mishap {
  if (error instanceof errors.TimeoutError) return 'slow';
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  if (/strict mode violation/.test(text)) return 'several';
  if (/Target (page|closed|crashed)|has been closed|Browser closed|Page crashed|Connection closed/i.test(text)) return 'gone';
  if (/interrupted by another navigation/.test(text)) return 'overtaken';
  if (/abort/i.test(text)) return 'slow';
  return 'other';
}
