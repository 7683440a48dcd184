import type { ScriptPart } from '#domain/advice.ts';
import type { Loudness } from '#domain/loudness.ts';
import type { Dressed } from '#engine/attention/role.ts';
import { placeOf, type Shelves } from '#engine/board.ts';

/** How the advice of one board is to be shown: what is not named in it is quiet, by itself, and a card without a rank is hidden. */
export interface Looks {
  readonly loudness: ReadonlyMap<string, Loudness>;
  readonly into: ReadonlyMap<string, string>;
  readonly ranks: ReadonlyMap<string, number>;
  readonly isMuted: boolean;
  readonly told: Readonly<Record<string, string>>; // by robots: fills blanks that no slot fills
}

interface Dressing {
  readonly board: Shelves;
  readonly shown: Shelves;
}

/** The board as it is shown. What looks as it did before stays the same object, a shelf of such things too. */
export function dress(before: Dressing, board: Shelves, looks: Looks): Shelves {
  const values: Values = { slots: board.slot, told: looks.told };
  const { board: old, shown } = before;
  return {
    ...board,
    card: dressShelf(board.card, old.card, shown.card, looks, values),
    prompt: dressShelf(board.prompt, old.prompt, shown.prompt, looks, values),
    warning: dressShelf(board.warning, old.warning, shown.warning, looks, values),
    violation: dressShelf(board.violation, old.violation, shown.violation, looks, values),
    handoff: dressShelf(board.handoff, old.handoff, shown.handoff, looks, values),
    offer: dressShelf(board.offer, old.offer, shown.offer, looks, values),
  };
}

type Shelf<Of> = readonly Of[];

function dressShelf<Of extends Dressed>(
  shelf: Shelf<Of>,
  oldShelf: Shelf<Of>,
  oldShown: Shelf<Of>,
  looks: Looks,
  values: Values,
): Shelf<Of> {
  if (shelf.length === 0) return shelf;
  const shown: Of[] = [];
  let isSame = true;
  for (const advice of shelf) {
    if (isHidden(advice, looks)) continue;
    const place = oldShelf.includes(advice) ? placeOf(oldShown, advice.key, shown.length) : -1;
    const old = place < 0 ? undefined : oldShown[place];
    const dressed = old && fits(old, advice, looks, values) ? old : dressNew(advice, looks, values);
    isSame &&= dressed === oldShown[shown.length];
    shown.push(dressed);
  }
  return isSame && shown.length === oldShown.length ? oldShown : shown;
}

function dressNew<Of extends Dressed>(advice: Of, looks: Looks, values: Values): Of {
  return fits(advice, advice, looks, values) ? advice : (dressOne(advice, looks, values) as Of);
}

function isHidden(advice: Dressed, { loudness, into, ranks, isMuted }: Looks): boolean {
  const { key } = advice;
  if (advice.shadow) return false; // the log keeps it, the desk leaves it out
  if (advice.kind === 'card' && !into.has(key) && !ranks.has(key)) return true;
  return isMuted && isMutable(advice, loudness.get(key) ?? 'quiet');
}

/** What an agent may switch off: everything above the compliance floor. */
function isMutable(advice: Dressed, loudness: Loudness): boolean {
  switch (advice.kind) {
    case 'card':
    case 'offer':
      return true;
    case 'prompt':
      return !advice.key.startsWith('line:') && advice.severity === 'general' && loudness !== 'interrupt';
    case 'warning':
      return advice.severity === 'general';
    case 'violation':
    case 'handoff':
      return false;
  }
}

/** Whether `dressed` shows `advice` with these looks. */
function fits(dressed: Dressed, advice: Dressed, { loudness, into, ranks }: Looks, values: Values): boolean {
  const { key } = advice;
  if (dressed.loudness !== (loudness.get(key) ?? 'quiet') || dressed.into !== into.get(key)) return false;
  if (advice.kind === 'card' && dressed.kind === 'card' && dressed.rank !== (ranks.get(key) ?? advice.rank)) return false;
  if (!('script' in advice) || !('script' in dressed)) return true;
  return advice.script.every(
    (part, index) => part.kind !== 'blank' || written(dressed.script[index]) === (valueFor(values, part.slot) ?? part.value),
  );
}

function written(part: ScriptPart | undefined): string | undefined {
  return part?.kind === 'blank' ? part.value : undefined;
}

function dressOne(advice: Dressed, { loudness, into, ranks }: Looks, values: Values): Dressed {
  const { key } = advice;
  const bare = advice.into === undefined ? advice : withoutHost(advice);
  const host = into.get(key);
  const loud = loudness.get(key) ?? 'quiet';
  const dressed = dressedAs(bare, loud, ranks.get(key), values);
  return host === undefined ? dressed : { ...dressed, into: host };
}

function dressedAs(bare: Dressed, loudness: Loudness, rank: number | undefined, values: Values): Dressed {
  if (bare.kind === 'card') return { ...bare, loudness, rank: rank ?? bare.rank, script: filled(bare.script, values) };
  return bare.kind === 'offer' ? { ...bare, loudness, script: filled(bare.script, values) } : { ...bare, loudness };
}

function withoutHost({ into: _, ...bare }: Dressed): Dressed {
  return bare;
}

interface Values {
  readonly slots: Shelves['slot'];
  readonly told: Looks['told'];
}

function filled(script: ScriptPart[], values: Values): ScriptPart[] {
  if (!script.some(part => part.kind === 'blank' && valueFor(values, part.slot) !== undefined)) return script;
  return script.map(part => {
    const value = part.kind === 'blank' ? valueFor(values, part.slot) : undefined;
    return part.kind === 'blank' && value !== undefined ? { ...part, value } : part;
  });
}

/** What was heard or written down comes before what a robot told. */
function valueFor({ slots, told }: Values, wanted: string): string | undefined {
  for (const { slot, value, status, shadow } of slots) if (slot === wanted && status !== 'empty' && !shadow) return value;
  return Object.hasOwn(told, wanted) ? told[wanted] : undefined;
}
