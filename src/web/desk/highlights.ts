import type { AdviceByKey } from '#domain/board-fold.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Speaker } from '#domain/speaker.ts';

/** Why a stretch is marked: used by a card or field, satisfied an obligation, or claimed as a violation. */
export type Tone = 'used' | 'ok' | 'stop';

/** A marked stretch of one turn, in the stored text's units. */
export interface Highlight {
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
}

/** Marks per turn position, without overlaps: a claim wins over an obligation, an obligation over a use. */
export function highlightsOf(
  board: AdviceByKey,
  used: readonly Evidence[],
  turns: readonly { readonly position: number; readonly revision: number; readonly speaker: Speaker; readonly text: string }[],
): ReadonlyMap<number, readonly Highlight[]> {
  const byPosition = new Map(turns.map(turn => [turn.position as number, turn]));
  const marks = new Map<number, Highlight[]>();

  const mark = (evidence: readonly Evidence[], tone: Tone): void => {
    for (const { position, revision, span } of evidence) {
      const turn = byPosition.get(position);
      if (!turn || turn.revision !== revision) continue;
      const [from, to] = [span[0], Math.min(span[1], turn.text.length)];
      if (to <= from || (tone === 'used' && to - from > 24)) continue; // a whole turn marked says nothing
      if (tone === 'ok' && turn.speaker === 'customer') continue;
      const taken = marks.get(position) ?? [];
      if (taken.some(other => from < other.to && other.from < to)) continue;
      marks.set(position, [...taken, { from, to, tone }]);
    }
  };

  const all = Object.values(board).filter(advice => !advice.shadow);
  for (const advice of all) if (advice.kind === 'violation') mark(advice.evidence, 'stop');
  for (const advice of all) {
    if (advice.kind === 'prompt') for (const chip of advice.chips) if (chip.said && chip.evidence) mark([chip.evidence], 'ok');
    if (advice.kind === 'card') for (const chip of advice.mustSay) if (chip.said && chip.evidence) mark([chip.evidence], 'ok');
    if (advice.kind === 'step' && advice.state === 'done') mark(advice.evidence, 'ok');
  }
  for (const advice of all) if (advice.kind === 'slot' || advice.kind === 'card' || advice.kind === 'topic') mark(advice.evidence, 'used');
  mark(used, 'used');

  for (const list of marks.values()) list.sort((a, b) => a.from - b.from);
  return marks;
}
