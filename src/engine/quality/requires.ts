import type { Evidence } from '#domain/evidence.ts';
import type { RuleOf } from '#domain/rule.ts';
import type { Utterance } from '#domain/utterance.ts';
import { claim, quoteAt, supply } from '#engine/quality/claims.ts';
import { type Draft, evidenceOf, holds, own, utteranceOf } from '#engine/quality/draft.ts';
import type { Caught } from '#engine/quality/listen.ts';
import type { OpenWindow } from '#engine/quality/memory.ts';
import { at } from '#engine/quality/occasions.ts';
import { isDeafTo, isOwed, isSatisfied } from '#engine/quality/owed.ts';
import { isRunning } from '#engine/quality/rulebook.ts';
import { shownWords } from '#engine/quality/shown-words.ts';
import { closeWindow, meetWindow, warn, warnOfTurns } from '#engine/quality/warnings.ts';

type Require = RuleOf<'require'>;
const mostWindows = 50;

/** The trigger of a require rule was heard: its window opens, unless what it needs was said in the same breath. */
export function openWindow(draft: Draft, rule: Require, caught: Caught, utterance: Utterance): void {
  if (!isRunning(rule.window) || !holds(draft, rule) || isSatisfied(draft, rule)) return;
  if (draft.memory.windows.some(open => open.rule === rule.key)) return;

  const { window } = rule;
  const opened: OpenWindow = {
    rule: rule.key,
    position: utterance.position,
    evidence: [evidenceOf(utterance, shownWords(draft, caught))],
    fromMs: utterance.endMs,
    turn: draft.moment.turn,
    agentTurn: draft.memory.agentTurn,
    untilMs: window.kind === 'seconds' ? utterance.endMs + window.n * 1000 : null,
    warned: null,
  };
  own(draft).windows = [...draft.memory.windows, opened].slice(-mostWindows);
  if (opened.untilMs !== null) warn(draft, rule, opened, { unit: 'seconds', untilMs: opened.untilMs });
}

/** What a require rule needs was said. */
export function meetNeed(draft: Draft, rule: Require): void {
  meetWindow(draft, rule);
  supply(draft, rule);
}

/** Moves the running windows on after an event: warns while there is time, claims when it has passed. */
export function runWindows(draft: Draft): void {
  for (const open of draft.memory.windows) {
    const rule = draft.book.rules.get(open.rule);
    if (rule?.kind !== 'require' || !isRunning(rule.window)) continue;

    const left = turnsLeft(draft, rule, open);
    const over = open.untilMs === null ? left <= 0 : draft.moment.nowMs >= open.untilMs;
    if (over) miss(draft, rule, open);
    else if (open.untilMs === null) warnOfTurns(draft, rule, open, left);
  }
}

/** The words or the step before which something had to be said: now is the time to look. */
export function judge(draft: Draft, rule: Require, evidence: readonly Evidence[], quote: string | null): void {
  closeWindow(draft, rule);
  if (isOwed(draft, rule)) claim(draft, rule, evidence, quote, draft.moment.nowMs);
}

/** Looks at the rules whose window closes where a step is done, or consent or identity is established. */
export function judgeSteps(draft: Draft): void {
  const { facts, event } = draft.moment;
  const { changed, steps } = facts.process;
  const reached: string[] = changed.filter(key => steps[key] === 'done' || steps[key] === 'out-of-order');
  if (facts.process.consented && !draft.memory.wasConsented) reached.push('consented');
  if (facts.process.verified && !draft.memory.wasVerified) reached.push('verified');
  if (reached.length === 0 || event.what.kind === 'acted') return; // ticked by hand: said somewhere we did not hear

  const utterance = utteranceOf(draft.moment);
  if (!utterance) return;
  const rules = new Set(reached.flatMap(key => at(draft.book.beforeSteps, key)));
  for (const rule of rules) judge(draft, rule, [evidenceOf(utterance)], null);
}

/** The agent's first turn is over. */
export function judgeFirstTurn(draft: Draft): void {
  const spoke = draft.memory.clock.last.agent;
  own(draft).judgedFirst = true;
  if (!spoke) return;
  const evidence: Evidence = { position: spoke.position as Evidence['position'], revision: spoke.revision, span: [0, spoke.length] };
  for (const rule of draft.book.atFirst) judge(draft, rule, [evidence], null);
}

/** The agent said goodbye: what still waited for the agent's words will not be said any more. */
export function missAtGoodbye(draft: Draft): void {
  for (const open of draft.memory.windows) {
    const rule = draft.book.rules.get(open.rule);
    if (rule?.kind === 'require' && rule.window.kind === 'agent-turns') miss(draft, rule, open);
  }
}

/** The goodbye was said, or the conversation ended without one. */
export function judgeEnd(draft: Draft, evidence: readonly Evidence[]): void {
  for (const rule of draft.book.atEnd) judge(draft, rule, evidence, null);
}

/** All windows shut, and nobody is to blame. */
export function closeWindows(draft: Draft): void {
  for (const { rule: key } of draft.memory.windows) {
    const rule = draft.book.rules.get(key);
    if (rule?.kind === 'require') closeWindow(draft, rule);
  }
}

function miss(draft: Draft, rule: Require, open: OpenWindow): void {
  closeWindow(draft, rule);
  if (!isDeafTo(draft, rule, open.fromMs)) {
    const utterance = utteranceOf(draft.moment);
    const quote = utterance?.speaker === 'agent' ? quoteAt(utterance.text, [0, utterance.text.length]) : null;
    const now = utterance ? [evidenceOf(utterance)] : [];
    claim(draft, rule, [...now, ...open.evidence], quote, draft.moment.nowMs);
  }
}

function turnsLeft(draft: Draft, rule: Require, open: OpenWindow): number {
  if (rule.window.kind === 'agent-turns') return rule.window.n - (draft.memory.agentTurn - open.agentTurn);
  if (rule.window.kind === 'turns') return rule.window.n - (draft.moment.turn - open.turn);
  return 1;
}
