import type { Join } from '#engine/hear/hearing-part.ts';

/** Groups of which a symbol each must stand in everything a join matches, the most telling first: long words, and few of them. */
export function needsOf(join: Join, groups: Groups, weigh: (symbol: number) => number): readonly number[] {
  const needs = weighed(join, groups, weigh)
    .sort((a, b) => b.weight - a.weight)
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
  readonly weight: number;
}

function weighed(join: Join, groups: Groups, weigh: (symbol: number) => number): Need[] {
  switch (join.kind) {
    case 'symbols':
      return [weighedGroup(groups.all[join.group] as readonly number[], weigh)];
    case 'any': {
      const best = join.parts.map(part => weighed(part, groups, weigh).reduce<Need | null>(moreTelling, null));
      if (best.some(need => need === null)) return [];
      const needs = best as Need[];
      const symbols = [...new Set(needs.flatMap(need => need.symbols))].sort((a, b) => a - b);
      return [{ symbols, weight: Math.min(...needs.map(need => need.weight)) - Math.log10(needs.length) }];
    }
    case 'all':
      return join.parts.flatMap(part => weighed(part, groups, weigh));
    case 'maybe':
    case 'gap':
    case 'start':
    case 'end':
      return [];
  }
}

function weighedGroup(symbols: readonly number[], weigh: (symbol: number) => number): Need {
  return { symbols, weight: Math.min(...symbols.map(weigh)) - Math.log10(symbols.length) };
}

function moreTelling(best: Need | null, need: Need): Need {
  return best && best.weight >= need.weight ? best : need;
}
