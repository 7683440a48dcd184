import type { RuleOf } from '#domain/rule.ts';
import { split } from '#engine/quality/before.ts';
import { type Draft, holds, wasDeaf } from '#engine/quality/draft.ts';
import { heardAt } from '#engine/quality/memory.ts';
import { termsOf } from '#engine/quality/rulebook.ts';

type Require = RuleOf<'require'>;

/** Whether what a rule requires is due in this talk, not said yet, and could have been heard. */
export function isOwed(draft: Draft, rule: Require): boolean {
  if (!isDue(draft, rule) || !holds(draft, rule) || isSatisfied(draft, rule)) return false;
  return !draft.memory.joinedLate && !isDeafTo(draft, rule, 0);
}

/** Whether the need was said since the trigger; with needEarlier, or without a trigger, at any time. */
export function isSatisfied(draft: Draft, rule: Require): boolean {
  const { memory, moment } = draft;
  const terms = termsOf(draft.book, rule);
  const trigger = terms.trigger ? heardAt(memory.heard, terms.trigger.number) : undefined;
  const lastTurns = rule.window.kind === 'last-agent-turns' ? rule.window.n : null;
  return terms.need.some(({ number, said }) => {
    const heard = heardAt(memory.heard, number);
    if (!heard) return false;
    if (!rule.needEarlier && trigger && heard.turn < trigger.turn) return false;
    if (lastTurns !== null && memory.agentTurn - heard.agentTurn >= lastTurns) return false;
    return said.lastTurns === undefined || moment.turn - heard.turn <= said.lastTurns;
  });
}

/** Whether what a rule requires might have been said unheard since then. */
export function isDeafTo(draft: Draft, rule: Require, sinceMs: number): boolean {
  return rule.need.some(said => wasDeaf(draft, said.by, sinceMs));
}

/** Whether the talk is about what the rule looks at: by its trigger, or by a process of which it watches a node beside the words. */
function isDue(draft: Draft, rule: Require): boolean {
  const { trigger } = termsOf(draft.book, rule);
  if (!trigger || heardAt(draft.memory.heard, trigger.number)) return true;
  const { process } = draft.moment.facts.topic;
  return rule.window.kind === 'before-said' && rule.window.nodes.some(node => split(node)[0] === process);
}
