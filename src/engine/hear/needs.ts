import type { Join } from '#engine/hear/hearing-part.ts';

/** Sets of symbols of which one each must stand in everything a join matches, the most telling first: long words, and few of them. */
export function needsOf(join: Join, weigh: (symbol: number) => number): readonly (readonly number[])[] {
  return weighed(join, weigh)
    .sort((a, b) => b.weight - a.weight)
    .map(need => need.symbols);
}

interface Need {
  readonly symbols: readonly number[];
  readonly weight: number;
}

function weighed(join: Join, weigh: (symbol: number) => number): Need[] {
  switch (join.kind) {
    case 'symbols':
      return [{ symbols: join.of, weight: Math.min(...join.of.map(weigh)) - Math.log10(join.of.length) }];
    case 'any': {
      const best = join.parts.map(part => weighed(part, weigh).reduce<Need | null>(moreTelling, null));
      if (best.some(need => need === null)) return [];
      const needs = best as Need[];
      const symbols = [...new Set(needs.flatMap(need => need.symbols))].sort((a, b) => a - b);
      return [{ symbols, weight: Math.min(...needs.map(need => need.weight)) - Math.log10(needs.length) }];
    }
    case 'all':
      return join.parts.flatMap(part => weighed(part, weigh));
    case 'maybe':
    case 'gap':
    case 'start':
    case 'end':
      return [];
  }
}

function moreTelling(best: Need | null, need: Need): Need {
  return best && best.weight >= need.weight ? best : need;
}
