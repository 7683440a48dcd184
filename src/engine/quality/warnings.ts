import type { Advice } from '#domain/advice.ts';
import type { RuleOf } from '#domain/rule.ts';
import type { TimeLeft } from '#domain/time-left.ts';
import type { Utterance } from '#domain/utterance.ts';
import { nodeTitle } from '#engine/quality/before.ts';
import { type Draft, evidenceOf, from, hide, holds, own, show, utteranceOf } from '#engine/quality/draft.ts';
import { heardAt, type OpenWindow } from '#engine/quality/memory.ts';
import { at } from '#engine/quality/occasions.ts';
import { isOwed, isSatisfied } from '#engine/quality/owed.ts';
import { termsOf } from '#engine/quality/rulebook.ts';
import { wording } from '#engine/quality/wording.ts';

type Require = RuleOf<'require'>;
type Warning = Extract<Advice, { kind: 'warning' }>;

/** How long a warning stays, green, once what it asks for was said. */
export const metMs = 5000;

/** Warns that something is still owed, or tells anew what is left of its window. */
export function warn(draft: Draft, rule: Require, open: OpenWindow, left: TimeLeft): void {
  const others = draft.memory.windows.filter(each => each.rule !== rule.key);
  const now = own(draft);
  now.windows = [...others, { ...open, warned: left.unit === 'turns' ? left.n : 0 }];
  now.met = draft.memory.met.filter(each => each.rule !== rule.key);
  const title = wording[rule.lang].stillTime(rule.owed ?? rule.title);
  show(draft, { ...warningOf(draft, rule, open, title), loudness: isLastCall(rule, left) ? 'interrupt' : 'line', left });
}

/** Warns of a window of turns on its last, of a serious one a turn earlier; nothing is told twice. */
export function warnOfTurns(draft: Draft, rule: Require, open: OpenWindow, n: number): void {
  if (n > (rule.severity === 'serious' ? 2 : 1) || open.warned === n) return;
  warn(draft, rule, open, { unit: 'turns', n, of: rule.window.kind === 'turns' ? 'both' : 'agent' });
}

/** The agent asked whether there is anything else: the last useful moment for what must come before the end. */
export function warnBeforeEnd(draft: Draft, utterance: Utterance): void {
  for (const rule of draft.book.atEnd) {
    const { trigger } = termsOf(draft.book, rule);
    if ((trigger && !heardAt(draft.memory.heard, trigger.number)) || !holds(draft, rule) || isSatisfied(draft, rule)) continue;
    if (!isOpen(draft, rule)) warn(draft, rule, opened(draft, rule, utterance), { unit: 'goodbye' });
  }
}

/** The step before which something has to be said is the next one: the last useful moment for it. Another step is next: it can wait. */
export function warnBeforeSteps(draft: Draft): void {
  const { current } = draft.moment.facts.process;
  const next = current === null ? [] : at(draft.book.beforeSteps, current);
  for (const { rule: key } of draft.memory.windows) {
    const rule = draft.book.rules.get(key);
    if (rule?.kind === 'require' && 'nodes' in rule.window && !next.includes(rule)) closeWindow(draft, rule);
  }
  const utterance = utteranceOf(draft.moment);
  if (current === null || !utterance) return;
  for (const rule of next) {
    if (isOpen(draft, rule) || draft.memory.claims.some(claim => claim.rule === rule.key) || !isOwed(draft, rule)) continue;
    warn(draft, rule, opened(draft, rule, utterance), { unit: 'step', node: current, title: nodeTitle(draft, current) });
  }
}

/** A window shuts unmet, or nobody waits for it any more: its warning goes. */
export function closeWindow(draft: Draft, rule: Require): void {
  const open = shut(draft, rule);
  if (open && open.warned !== null) hide(draft, warningKey(rule));
}

/** What a window waited for was said: its warning turns green. */
export function meetWindow(draft: Draft, rule: Require): void {
  const open = shut(draft, rule);
  if (!open || open.warned === null) return;
  own(draft).met = [...draft.memory.met, { rule: rule.key, atMs: draft.moment.nowMs }];
  show(draft, { ...warningOf(draft, rule, open, wording[rule.lang].said(rule.owed ?? rule.title)), said: true });
}

/** Takes down warnings that have been green long enough, or all of them. */
export function fadeMet(draft: Draft, sinceMs = draft.moment.nowMs - metMs): void {
  for (const { rule, atMs } of draft.memory.met) {
    if (atMs > sinceMs) continue;
    own(draft).met = draft.memory.met.filter(each => each.rule !== rule);
    hide(draft, `warning:${rule}`);
  }
}

/** A serious window with no later warning to come may interrupt. A window of a single turn has only just begun, and before a step the rail tells it, too. */
function isLastCall({ severity, window }: Require, left: TimeLeft): boolean {
  if (severity !== 'serious' || left.unit === 'step') return false;
  return left.unit !== 'turns' || (left.n === 1 && 'n' in window && window.n > 1);
}

function warningOf(draft: Draft, rule: Require, { evidence }: OpenWindow, title: string): Warning {
  return {
    kind: 'warning',
    key: warningKey(rule),
    evidence: [...evidence],
    from: from(draft, rule),
    loudness: 'line',
    title,
    severity: rule.severity,
    doNow: rule.doNow,
  };
}

function opened(draft: Draft, rule: Require, utterance: Utterance): OpenWindow {
  return {
    rule: rule.key,
    position: utterance.position,
    evidence: [evidenceOf(utterance)],
    fromMs: utterance.endMs,
    turn: draft.moment.turn,
    agentTurn: draft.memory.agentTurn,
    untilMs: null,
    warned: null,
  };
}

function shut(draft: Draft, rule: Require): OpenWindow | undefined {
  const open = draft.memory.windows.find(each => each.rule === rule.key);
  if (open) own(draft).windows = draft.memory.windows.filter(each => each !== open);
  return open;
}

function isOpen(draft: Draft, rule: Require): boolean {
  return draft.memory.windows.some(open => open.rule === rule.key);
}

function warningKey({ key }: Require): string {
  return `warning:${key}`;
}
