import { chanceOf } from '#engine/chance.ts';
import type { Difference } from '#protocol/value.ts';

/** Sums of one metric for one agent in one stratum (week, queue, tenure), for each arm. */
export interface AgentSums {
  readonly agent: string;
  readonly stratum: string;
  readonly assisted: Sum;
  readonly silent: Sum;
}

/** A sum and what it is divided by. */
export interface Sum {
  readonly over: number;
  readonly under: number;
}

const resamples = 1_000;
const leastAgents = 5;
const mostWork = 40_000_000; // additions; beyond it fewer resamples are drawn, never fewer than 200

/**
 * How far the assisted calls are from the silent ones of the same week, queue and tenure: the differences of the strata, weighted by
 * what the assisted calls divide by. The interval resamples whole agents (their calls are alike), 1,000 times with a fixed seed, and takes the
 * 2.5th and 97.5th percentile. Null where fewer than five agents or no stratum has both arms.
 */
export function differenceOf(sums: readonly AgentSums[]): Difference | null {
  const agents = [...new Set(sums.map(sum => sum.agent))].sort();
  const strata = [...new Set(sums.map(sum => sum.stratum))].sort();
  if (agents.length < leastAgents) return null;
  const stratumNumber = new Map(strata.map((name, index) => [name, index]));
  const byAgent = agents.map(agent =>
    sums
      .filter(sum => sum.agent === agent)
      .map(({ stratum, assisted, silent }) => ({ at: (stratumNumber.get(stratum) as number) * 4, assisted, silent })),
  );
  const cells = new Float64Array(strata.length * 4);
  const estimate = (chosen: (index: number) => number): number | null => {
    cells.fill(0);
    for (let drawn = 0; drawn < agents.length; drawn++) {
      for (const { at, assisted, silent } of byAgent[chosen(drawn)] as (typeof byAgent)[number]) {
        cells[at] = (cells[at] as number) + assisted.over;
        cells[at + 1] = (cells[at + 1] as number) + assisted.under;
        cells[at + 2] = (cells[at + 2] as number) + silent.over;
        cells[at + 3] = (cells[at + 3] as number) + silent.under;
      }
    }
    return weighted(cells);
  };
  const value = estimate(index => index);
  if (value === null) return null;

  const chance = chanceOf(0x5eed); // the same report gives the same interval
  const times = Math.max(200, Math.min(resamples, Math.floor(mostWork / Math.max(1, sums.length))));
  const drawn: number[] = [];
  for (let time = 0; time < times; time++) {
    const one = estimate(() => Math.floor(chance() * agents.length));
    if (one !== null) drawn.push(one);
  }
  if (drawn.length < times / 2) return null; // most resamples miss an arm: nothing can be said
  drawn.sort((a, b) => a - b);
  return { value, low: percentile(drawn, 0.025), high: percentile(drawn, 0.975), agents: agents.length };
}

/** Differences of the strata with both arms, weighted by the assisted denominators. */
function weighted(cells: Float64Array): number | null {
  let [sum, weight] = [0, 0];
  for (let at = 0; at < cells.length; at += 4) {
    const [over = 0, under = 0, silentOver = 0, silentUnder = 0] = cells.subarray(at, at + 4);
    if (under === 0 || silentUnder === 0) continue;
    sum += under * (over / under - silentOver / silentUnder);
    weight += under;
  }
  return weight === 0 ? null : sum / weight;
}

function percentile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low = 0, high = low] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]];
  return low + (high - low) * (place - below);
}
