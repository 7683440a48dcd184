import type { RuleOf } from '#domain/rule.ts';
import type { Utterance } from '#domain/utterance.ts';
import { missingBefore, names, nodeTitle, split } from '#engine/quality/before.ts';
import { claim, quoteAt } from '#engine/quality/claims.ts';
import { type Draft, evidenceOf, holds, own, utteranceOf, wasDeaf, wasHeard } from '#engine/quality/draft.ts';
import type { Caught } from '#engine/quality/listen.ts';
import { at } from '#engine/quality/occasions.ts';
import { termsOf } from '#engine/quality/rulebook.ts';
import { shownWords } from '#engine/quality/shown-words.ts';

type Order = RuleOf<'order'>;

/** The agent said what may only follow something: claims it when that something has not come. */
export function judgeWords(draft: Draft, rule: Order, caught: Caught, utterance: Utterance): void {
  if (!holds(draft, rule) || isUnknown(draft) || isExcused(draft, rule)) return;
  const process = draft.moment.facts.topic.process;
  const steps = rule.after.flatMap(before => missingBefore(draft, before, process, null));
  if (rule.after.length > 0 && steps.length === 0) return;
  const words = shownWords(draft, caught);
  const quote = quoteAt(utterance.text, words.span);
  claim(draft, rule, [evidenceOf(utterance, words)], quote, utterance.endMs, steps.length > 0 ? { skipped: { steps } } : {});
}

/**
 * Steps were reached: claims those whose predecessors are missing. The customer's yes breaks no rule: a step that it completes is judged by
 * the agent's next words, which may still make good what is missing. A step ticked by hand is not judged, nor is what we may not have heard.
 */
export function judgeStepOrder(draft: Draft): void {
  const { facts } = draft.moment;
  const utterance = utteranceOf(draft.moment);
  if (!utterance) return;
  const { agreed } = draft.memory;
  const isCustomer = utterance.speaker === 'customer';
  const reached = isCustomer || agreed.length === 0 ? facts.process.changed : [...agreed, ...facts.process.changed];
  if (reached.length === 0) return;
  const waiting = isCustomer ? [...new Set([...agreed, ...reached])].filter(step => at(draft.book.onSteps, step).length > 0) : [];
  if (waiting.length > 0 || agreed.length > 0) own(draft).agreed = waiting;
  if (isCustomer || isUnknown(draft)) return;

  for (const changed of new Set(reached)) {
    const state = facts.process.steps[changed];
    if (state !== 'done' && state !== 'out-of-order') continue;
    const [process, node] = split(changed);
    for (const rule of at(draft.book.onSteps, changed)) {
      const steps = rule.steps.flatMap(step =>
        names(step.node, process, node) ? step.after.flatMap(before => missingBefore(draft, before, process, node)) : [],
      );
      if (steps.length === 0 || !holds(draft, rule) || isExcused(draft, rule)) continue;
      const quote = quoteAt(utterance.text, [0, utterance.text.length]);
      const skipped = { steps: [...new Set(steps)], done: nodeTitle(draft, changed) };
      claim(draft, rule, [evidenceOf(utterance)], quote, utterance.endMs, { skipped });
    }
  }
}

function isExcused(draft: Draft, rule: Order): boolean {
  return termsOf(draft.book, rule).excuses.some(term => wasHeard(draft, term));
}

/** With a deaf leg or a late start, what came before is not known; then nothing is out of order. */
function isUnknown(draft: Draft): boolean {
  return draft.memory.joinedLate || wasDeaf(draft, 'any', 0);
}
