import type { Process } from '#domain/process.ts';
import type { Rule } from '#domain/rule.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Sensitive } from '#server/supervisor/call-picture.ts';

/** What of the live content a leader's page reads, in the language of a call. */
export type ContentOf = (lang: Lang) => Promise<{ readonly processes: ReadonlyMap<string, Process>; readonly sensitive: Sensitive }>;

/** Prompts that may interrupt an agent are those a leader hears of: a regulator, the press, a life, fraud. */
export function sensitiveIn(rules: readonly Rule[]): Sensitive {
  const turns = new Map<string, number>();
  for (const rule of rules) {
    if (rule.kind === 'prompt' && rule.loud === 'interrupt')
      turns.set(rule.key, rule.pinned ? Number.POSITIVE_INFINITY : rule.lastsAgentTurns);
  }
  return { turnsOf: rule => turns.get(rule) };
}
