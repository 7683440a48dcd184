import type { Utterance } from '#domain/utterance.ts';
import { claim, freshAbout, quoteAt, recoverFact } from '#engine/quality/claims.ts';
import { type Draft, evidenceOf, holds } from '#engine/quality/draft.ts';
import { factbookOf } from '#engine/quality/factbook.ts';
import type { FactRule } from '#engine/quality/rulebook.ts';
import { givesValue, toldWrongIn } from '#engine/quality/told.ts';

/** Holds what was told against the articles' facts: one claim at most for an utterance, and what is now told right puts right. */
export function judgeFacts(draft: Draft, ruled: FactRule, utterance: Utterance): void {
  const { moment } = draft;
  const { rule } = ruled;
  if (utterance.speaker === 'customer' || !rule.by.includes(utterance.speaker)) return;
  correct(draft, ruled, utterance);

  const [wrong] = toldWrongIn(moment, utterance, ruled);
  if (!wrong || !holds(draft, rule)) return;
  const evidence = { ...evidenceOf(utterance), span: [wrong.span[0], wrong.span[1]] as [number, number] };
  claim(draft, rule, [evidence], quoteAt(utterance.text, wrong.span), utterance.endMs, wrong.fact);
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
