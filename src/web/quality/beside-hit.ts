import type { Evidence } from '#domain/evidence.ts';
import type { Turn } from '#web/desk/fold.ts';

const clauseEnds = /[，,。.！!？?；;、：:\s]/;

/** What was said beside the words a claim rests on, in the same clause or the one next to it: where an exemption usually lies. Empty where the claim rests on all of it. */
export function besideHit(evidence: readonly Evidence[], turns: readonly Turn[]): string {
  const hit = evidence.at(-1);
  const turn = hit && turns.find(({ position, revision }) => position === hit.position && revision === hit.revision);
  if (!hit || !turn) return '';
  return clauses(turn.text.slice(0, hit.span[0])).at(-1) ?? clauses(turn.text.slice(hit.span[1]))[0] ?? '';
}

function clauses(text: string): readonly string[] {
  return text.split(clauseEnds).filter(clause => clause !== '');
}
