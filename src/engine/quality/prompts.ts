import type { Evidence } from '#domain/evidence.ts';
import type { RuleOf } from '#domain/rule.ts';
import { type Draft, from, hide, holds, own, show } from '#engine/quality/draft.ts';
import type { LivePrompt } from '#engine/quality/memory.ts';

type Prompt = RuleOf<'prompt'>;

/** Raises a prompt, unless it is on the desk already or was within its cooldown. */
export function prompt(draft: Draft, rule: Prompt, evidence: readonly Evidence[], atMs: number): void {
  if (!holds(draft, rule) || draft.memory.prompts.some(live => live.rule === rule.key)) return;
  const last = draft.memory.promptedAtMs[rule.key];
  if (last !== undefined && atMs - last <= rule.cooldownSeconds * 1000) return;

  draft.fired.push(rule.key);
  own(draft).promptedAtMs = { ...draft.memory.promptedAtMs, [rule.key]: atMs };
  keep(draft, rule, { rule: rule.key, evidence, agentTurn: draft.memory.agentTurn, said: [] });
}

/** One of a prompt's phrases was said. */
export function tick(draft: Draft, rule: Prompt, chip: number): void {
  const live = draft.memory.prompts.find(each => each.rule === rule.key);
  if (!live || live.said.includes(chip)) return;
  const said = [...live.said, chip].sort((a, b) => a - b);
  if (said.length === rule.chips.length) settlePrompt(draft, rule);
  else keep(draft, rule, { ...live, said });
}

/** What a prompt asked for was said, or its time is over. */
export function settlePrompt(draft: Draft, rule: Prompt): void {
  if (!draft.memory.prompts.some(each => each.rule === rule.key)) return;
  own(draft).prompts = draft.memory.prompts.filter(each => each.rule !== rule.key);
  hide(draft, key(rule));
}

/** Takes down prompts that have stood long enough. */
export function agePrompts(draft: Draft): void {
  for (const live of draft.memory.prompts) {
    const rule = draft.book.rules.get(live.rule);
    if (rule?.kind !== 'prompt' || rule.pinned) continue;
    if (draft.memory.agentTurn - live.agentTurn >= rule.lastsAgentTurns) settlePrompt(draft, rule);
  }
}

/** Takes down all prompts. */
export function dropPrompts(draft: Draft): void {
  for (const live of draft.memory.prompts) {
    const rule = draft.book.rules.get(live.rule);
    if (rule?.kind === 'prompt') settlePrompt(draft, rule);
  }
}

/** The process changed: what has to be known from its first moment on. */
export function promptForProcess(draft: Draft, evidence: readonly Evidence[]): void {
  const { process } = draft.moment.facts.topic;
  if (process === draft.memory.process) return;
  own(draft).process = process;
  for (const rule of draft.book.onProcess.get(process ?? '') ?? []) prompt(draft, rule, evidence, draft.moment.nowMs);
}

function keep(draft: Draft, rule: Prompt, live: LivePrompt): void {
  own(draft).prompts = [...draft.memory.prompts.filter(each => each.rule !== rule.key), live];
  show(draft, {
    kind: 'prompt',
    key: key(rule),
    evidence: [...live.evidence],
    from: from(draft, rule),
    loudness: rule.loud,
    title: rule.title,
    sentence: rule.description,
    chips: rule.chips.map((chip, index) => ({ label: chip.label, said: live.said.includes(index) })),
    severity: rule.severity,
    doNow: rule.doNow,
  });
}

function key(rule: Prompt): string {
  return `prompt:${rule.key}`;
}
