import type { Evidence } from '#domain/evidence.ts';
import { isClaimedOnce, type Rule } from '#domain/rule.ts';
import { type Draft, from, hide, own, show } from '#engine/quality/draft.ts';
import { factbookOf, type KnownFact } from '#engine/quality/factbook.ts';
import type { Claim } from '#engine/quality/memory.ts';

const mostClaims = 100;
const mostEvidence = 8;
/** A recovery counts when it follows within so many agent turns. */
const recoveryTurns = 3;

/** What a claim is about beside its rule: the fact told otherwise, the steps skipped. */
export interface About {
  readonly fact?: KnownFact;
  readonly skipped?: Claim['skipped'];
}

/** Claims that a rule was broken. Inside the cooldown the standing claim counts one more instead. */
export function claim(
  draft: Draft,
  rule: Rule,
  evidence: readonly Evidence[],
  quote: string | null,
  atMs: number,
  { fact, skipped }: About = {},
): void {
  const { claims, agentTurn, group } = draft.memory;
  const standing = claims.findLast(
    old => old.rule === rule.key && old.fact === fact?.name && old.settled === 'fired' && atMs - old.atMs <= rule.cooldownSeconds * 1000,
  );
  draft.fired.push(rule.key);
  if (standing && !standing.recovered && isClaimedOnce(rule)) return;
  if (standing) {
    const repeats = standing.evidence.some(old => evidence.some(now => now.position === old.position));
    if (repeats) return; // the same words claim once
    const merged = { evidence: [...standing.evidence, ...evidence].slice(-mostEvidence), times: standing.times + 1, recovered: false };
    return keep(draft, { ...standing, ...merged, quote: quote ?? standing.quote, atMs, agentTurn, group });
  }

  const position = evidence[0]?.position ?? draft.moment.event.position;
  keep(draft, {
    key: `violation:${rule.key}#${position}`,
    rule: rule.key,
    evidence,
    quote,
    atMs,
    agentTurn,
    group,
    times: 1,
    recovered: false,
    ...(fact ? { fact: fact.name } : {}),
    ...(skipped ? { skipped } : {}),
    settled: 'fired',
  });
}

/** What was missing came after all: in the same breath nothing was missing, a little later it is put right. */
export function supply(draft: Draft, rule: Rule): void {
  for (const old of draft.memory.claims) {
    if (old.rule !== rule.key || old.recovered) continue;
    if (old.group === draft.memory.group && old.times === 1) withdraw(draft, old.key);
    else if (draft.memory.agentTurn - old.agentTurn <= recoveryTurns) keep(draft, { ...old, recovered: true });
  }
}

/** The recovery sentence was said: claims of this rule that are fresh enough, and not of these very words, are put right. */
export function recover(draft: Draft, rule: Rule, position: number): void {
  for (const old of draft.memory.claims) {
    if (old.rule !== rule.key || old.recovered || old.evidence.some(each => each.position === position)) continue;
    if (draft.memory.agentTurn - old.agentTurn <= recoveryTurns) keep(draft, { ...old, recovered: true });
  }
}

/** The fact was told as it is: fresh claims that it was told otherwise are put right. */
export function recoverFact(draft: Draft, rule: Rule, fact: KnownFact, position: number): void {
  for (const old of freshAbout(draft, rule, position)) if (old.fact === fact.name) keep(draft, { ...old, recovered: true });
}

/** The claims that a correction of a fact could still put right. */
export function freshAbout({ memory }: Draft, rule: Rule, position: number): readonly Claim[] {
  return memory.claims.filter(
    old =>
      old.rule === rule.key &&
      old.fact !== undefined &&
      !old.recovered &&
      memory.agentTurn - old.agentTurn <= recoveryTurns &&
      !old.evidence.some(each => each.position === position),
  );
}

/** The agent answered the claim on the desk. */
export function settle(draft: Draft, key: string, settled: 'acknowledged' | 'contested'): void {
  const old = draft.memory.claims.find(each => each.key === key);
  if (old) keep(draft, { ...old, settled });
}

function withdraw(draft: Draft, key: string): void {
  own(draft).claims = draft.memory.claims.filter(each => each.key !== key);
  hide(draft, key);
}

function keep(draft: Draft, next: Claim): void {
  const others = draft.memory.claims.filter(each => each.key !== next.key);
  own(draft).claims = [...others, next].slice(-mostClaims);

  const rule = draft.book.rules.get(next.rule);
  if (!rule) return;
  const fact = next.fact === undefined ? undefined : factbookOf(draft.moment.content).byName.get(next.fact);
  show(draft, {
    kind: 'violation',
    key: next.key,
    evidence: [...next.evidence],
    from: from(draft, rule),
    loudness: rule.severity === 'serious' ? 'interrupt' : 'line',
    title: rule.title,
    severity: rule.severity,
    why: fact ? `${rule.description} ${fact.title}: ${fact.value.split('|')[0]} (${nameOf(draft, fact)})` : rule.description,
    ...(next.quote ? { quote: next.quote } : {}),
    ...(next.skipped ? { skipped: { ...next.skipped, steps: [...next.skipped.steps] } } : {}),
    doNow: fact?.sentence ?? rule.doNow,
    recovered: next.recovered,
    times: next.times,
    settled: next.settled,
  });
}

/** The article and its version: K35@2. */
function nameOf({ moment }: Draft, { article }: KnownFact): string {
  return `${article.key}@${moment.content.versions[`article/${article.key}`] ?? 1}`;
}

const sentenceEnds = new Set([...'。.!！?？;；\n'].map(end => end.charCodeAt(0)));
const longestQuote = 60;

/** The sentence around a span, for the eye: at most 60 characters. */
export function quoteAt(text: string, span: readonly [number, number]): string {
  let start = span[0];
  while (start > 0 && !sentenceEnds.has(text.charCodeAt(start - 1))) start--;
  let end = span[1];
  while (end < text.length && !sentenceEnds.has(text.charCodeAt(end))) end++;
  if (end - start <= longestQuote) return text.slice(start, end).trim();
  const room = Math.max(0, longestQuote - (span[1] - span[0]));
  const left = Math.max(start, span[0] - Math.floor(room / 2));
  return text.slice(left, Math.min(end, left + longestQuote)).trim();
}
