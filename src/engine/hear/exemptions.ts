import type { Places } from '#engine/hear/match/places.ts';
import type { Offers } from '#engine/hear/offers.ts';

/** The exemptions of one listener, spread over the text: a match counts unless one overlaps it, or ends shortly before in the same clause. */
export class Exemptions {
  private readonly places: Places;
  /** Goes up with every listener: what an earlier one wrote counts no more. */
  private listener = 0;
  private covered = new Int32Array(1024);
  private endsHere = new Int32Array(1024);

  constructor(places: Places) {
    this.places = places;
  }

  /** Takes the exemptions of a listener, given as a chain of offers. */
  read({ start, end, next }: Offers, first: number): void {
    this.begin(this.places.normal.length + 1);
    const { covered, endsHere, listener } = this;
    for (let offer = first; offer >= 0; offer = next[offer] as number) {
      const to = end[offer] as number;
      endsHere[to] = listener;
      for (let at = start[offer] as number; at < to; at++) covered[at] = listener;
    }
  }

  /** Whether a match between two positions does not count. */
  hold(start: number, end: number): boolean {
    const { covered, endsHere, listener } = this;
    const { units } = this.places.normal;
    for (let at = start; at < end; at++) if (covered[at] === listener) return true;
    for (let at = start; at >= 0 && at >= start - reach; at--) {
      if (endsHere[at] === listener) return true;
      if (at > 0 && isClauseEnd(units[at - 1] as number)) return false;
    }
    return false;
  }

  private begin(length: number): void {
    if (length > this.covered.length || this.listener === mostListeners) {
      this.covered = new Int32Array(length * 2);
      this.endsHere = new Int32Array(length * 2);
      this.listener = 0;
    }
    this.listener++;
  }
}

/** An exemption reaches over so many characters inside its clause. */
const reach = 6;
const mostListeners = 0x40000000;
const clauseEnds = new Set([...',、。.!?;:…\n'].map(char => char.charCodeAt(0)));

function isClauseEnd(unit: number): boolean {
  return clauseEnds.has(unit);
}
