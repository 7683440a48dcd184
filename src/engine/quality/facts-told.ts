import type { Utterance } from '#domain/utterance.ts';
import { claim, freshAbout, quoteAt, recoverFact } from '#engine/quality/claims.ts';
import { type Draft, evidenceOf, holds, own } from '#engine/quality/draft.ts';
import { factbookOf } from '#engine/quality/factbook.ts';
import type { FactRule } from '#engine/quality/rulebook.ts';
import { answeredWrong, factsAskedIn, givesValue, toldWrongIn } from '#engine/quality/told.ts';

/** Holds an utterance against the articles' facts for every rule that wants it. What a customer says only asks. */
export function judgeFacts(draft: Draft, utterance: Utterance): void {
  const { onFacts } = draft.book;
  if (onFacts.length === 0) return;
  if (utterance.speaker === 'customer') return noteQuestion(draft);
  for (const ruled of onFacts) if (ruled.rule.by.includes(utterance.speaker)) judgeTold(draft, ruled, utterance);
}

/** One claim at most of a rule for an utterance; what is now told right puts right. */
function judgeTold(draft: Draft, ruled: FactRule, utterance: Utterance): void {
  const { moment } = draft;
  const { rule } = ruled;
  correct(draft, ruled, utterance);

  const wrong = toldWrongIn(moment, utterance, ruled)[0] ?? answeredWrong(moment, utterance, ruled, questioned(draft));
  if (!wrong || !holds(draft, rule)) return;
  const evidence = { ...evidenceOf(utterance), span: [wrong.span[0], wrong.span[1]] as [number, number] };
  claim(draft, rule, [evidence], quoteAt(utterance.text, wrong.span), utterance.endMs, { fact: wrong.fact });
}

/** The facts the customer's last words asked for, while they are being answered. */
function questioned({ memory }: Draft): readonly string[] {
  return memory.questioned?.group === memory.group - 1 ? memory.questioned.facts : none;
}

const none: readonly never[] = [];

function noteQuestion(draft: Draft): void {
  const { group, questioned: before } = draft.memory;
  const asked = factsAskedIn(draft.moment);
  const soFar = before?.group === group ? before.facts : none;
  if (asked.length > 0) own(draft).questioned = { group, facts: [...new Set([...soFar, ...asked])].sort() };
}

/** The right value alone is a correction while the claim is fresh: 不好意思,是5天. */
function correct(draft: Draft, ruled: FactRule, utterance: Utterance): void {
  const fresh = freshAbout(draft, ruled.rule, utterance.position);
  if (fresh.length === 0) return;
  const { byName } = factbookOf(draft.moment.content);
  for (const { fact: name } of fresh) {
    const fact = byName.get(name ?? '');
    if (fact && givesValue(draft.moment, utterance, ruled, fact)) recoverFact(draft, ruled.rule, fact, utterance.position);
  }
}
