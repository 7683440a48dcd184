import type { Evidence } from '#domain/evidence.ts';
import type { DeskModel } from '#web/desk/model.ts';

/** The numbers of the turns a claim rests on. */
export function Turns({
  desk,
  evidence,
  look,
}: {
  readonly desk: DeskModel;
  readonly evidence: readonly Evidence[];
  readonly look: 'sup' | 'number';
}) {
  const numbers = [...new Set(evidence.map(({ position }) => position as number))]
    .map(position => ({ position, at: desk.followed.turns.findIndex(turn => turn.position === position) + 1 }))
    .filter(({ at }) => at > 0)
    .slice(0, 6);
  if (look === 'number') return numbers.length === 0 ? null : <span className="turn num">{numbers.map(({ at }) => at).join('·')}</span>;
  return (
    <>
      {numbers.map(({ position, at }) => (
        <sup key={position}>
          <button type="button" onClick={() => desk.mark(position)}>
            {at}
          </button>
        </sup>
      ))}
    </>
  );
}
