import type { Join } from '#engine/hear/hearing-part.ts';

/** Groups of which a symbol each must stand in everything a join matches, the rarest first. `share`: of texts that hold a symbol. */
export function needsOf(join: Join, groups: Groups, share: (symbol: number) => number): readonly number[] {
  const needs = shared(join, groups, share)
    .sort((a, b) => a.share - b.share)
    .map(need => groups.place(need.symbols));
  return [...new Set(needs)];
}

/** Sets of symbols by number, each once. */
export class Groups {
  readonly all: (readonly number[])[] = [];
  private readonly byKey = new Map<string, number>();

  place(symbols: readonly number[]): number {
    const sorted = [...new Set(symbols)].sort((a, b) => a - b);
    const key = sorted.join();
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    this.byKey.set(key, this.all.length);
    return this.all.push(sorted) - 1;
  }
}

interface Need {
  readonly symbols: readonly number[];
  readonly share: number; // of texts that hold any of them, at most
}

function shared(join: Join, groups: Groups, share: (symbol: number) => number): Need[] {
  switch (join.kind) {
    case 'symbols':
      return [sharedBy(groups.all[join.group] as readonly number[], share)];
    case 'any': {
      const best = join.parts.map(part => shared(part, groups, share).reduce<Need | null>(rarer, null));
      if (best.some(need => need === null)) return [];
      const symbols = new Set((best as Need[]).flatMap(need => need.symbols));
      return [
        sharedBy(
          [...symbols].sort((a, b) => a - b),
          share,
        ),
      ];
    }
    case 'all':
      return join.parts.flatMap(part => shared(part, groups, share));
    case 'maybe':
    case 'gap':
    case 'start':
    case 'end':
      return [];
  }
}

function sharedBy(symbols: readonly number[], share: (symbol: number) => number): Need {
  return { symbols, share: symbols.reduce((sum, symbol) => sum + share(symbol), 0) };
}

function rarer(best: Need | null, need: Need): Need {
  return best && best.share <= need.share ? best : need;
}
