import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import type { Find } from '#engine/wrapup/slots/finds.ts';

/** Where a value is said in this turn, whether in its own words or as a number read the same. */
export function said(value: string, moment: Moment, utterance: Utterance): readonly [number, number] | null {
  const at = utterance.text.indexOf(value);
  if (at >= 0) return [at, at + value.length];
  return moment.heard?.values.find(found => found.value === value)?.span ?? null;
}

/** The words of a turn a value rests on. */
export function evidenceOf(utterance: Utterance, span: readonly [number, number], find: Find | null): Evidence {
  const { position, revision } = utterance;
  return { position, revision, span: [span[0], span[1]], ...(find?.hit ? { concept: find.hit.concept } : {}) };
}
