import type { Advice } from '#domain/advice.ts';
import type { Happening } from '#domain/event.ts';
import type { Rule } from '#domain/rule.ts';

/** After how many turns of the agent a rule's prompt goes unsaid; undefined: no prompt of this content. */
export type LastsOf = (rule: string) => number | undefined;

/** Something leaving the desk: with which event, and how many turns the agent has had since it came. */
export interface Leaving {
  readonly what: Happening;
  readonly turns: number;
}

/** How long the prompts of some content last. */
export function lastsIn(rules: readonly Rule[]): LastsOf {
  const turns = new Map<string, number>();
  for (const rule of rules) if (rule.kind === 'prompt') turns.set(rule.key, rule.pinned ? Number.POSITIVE_INFINITY : rule.lastsAgentTurns);
  return rule => turns.get(rule);
}

/** Whether what stands asks for nothing more. */
export function isSaid(advice: Advice): boolean {
  switch (advice.kind) {
    case 'card':
      return advice.mustSay.length > 0 && advice.mustSay.every(({ said }) => said);
    case 'prompt':
      return advice.chips.length > 0 && advice.chips.every(({ said }) => said);
    case 'violation':
      return advice.recovered;
    case 'warning':
      return advice.said === true;
    case 'handoff':
    case 'offer':
    case 'topic':
    case 'step':
    case 'slot':
    case 'category':
    case 'summary':
    case 'metric':
      return false;
  }
}

/** Whether something left the desk because what it asks for was said: a warning shows that it was before it goes. */
export function leftAsSaid(advice: Advice, leaving: Leaving, lastsOf: LastsOf): boolean {
  return isSaid(advice) || (advice.kind === 'prompt' && promptLeftAsSaid(advice, leaving, lastsOf));
}

/**
 * A rule's prompt goes on the agent's words when its last phrases are said, several in one sentence too, and never before its turns run
 * out otherwise. A line shows its last phrase said before it goes. A reminder's phrases are steps, and it goes with the last of them.
 */
function promptLeftAsSaid({ key, from, chips }: Extract<Advice, { kind: 'prompt' }>, { what, turns }: Leaving, lastsOf: LastsOf): boolean {
  if (key.startsWith('remind:')) return chips.filter(({ said }) => !said).length === 1;
  const lasts = key.startsWith('prompt:') && from?.kind === 'rule' ? lastsOf(from.key) : undefined;
  return lasts !== undefined && what.kind === 'heard' && what.utterance.speaker === 'agent' && turns < lasts;
}
