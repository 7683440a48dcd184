import { growBank } from '#bench/bank/bank.ts';
import { conversationsOf } from '#bench/bank/conversations.ts';
import { smallestBank } from '#bench/growth.ts';
import { type Played, play } from '#bench/playback.ts';
import { profile } from '#bench/stages.ts';
import type { Release } from '#domain/release.ts';
import { build } from '#engine/build.ts';
import { load } from '#engine/load.ts';
import type { Call } from '#server/demo/call.ts';

/** What an utterance costs with so many leaves and categories of a call, by processor time: medians of the rounds. */
export interface WrapupRow {
  readonly leaves: number;
  readonly categories: number; // under how many one call may be filed
  readonly engineUs: number; // door and engine, the wrap-up included
  readonly wrapupUs: number;
  readonly timesFewest: Times; // against the fewest leaves, with as many categories
  readonly timesOne: Times; // against one category, with as many leaves
}

/** How many times the cost. */
interface Times {
  readonly engine: number;
  readonly wrapup: number;
}

/** How the wrap-up grows with the tree of categories, and with several of them for a call, over the same conversations. */
export interface WrapupBench {
  readonly utterances: number; // a round
  readonly rounds: number;
  readonly rows: readonly WrapupRow[];
}

const leafSteps = [500, 2000, 5000];
const categorySteps = [1, 3];
const areasSpoken = 10;

/**
 * Grows the tree alone; everything else stays as small as the small bank's. With each tree once one category of a call is allowed, once
 * three. All take turns, so that what else the machine does falls on all of them. A round plays all conversations once bare, for the
 * whole, and once under the profiler, for the wrap-up's share.
 */
export async function benchWrapup(
  small: Release,
  calls: readonly Call[],
  seed: number,
  rounds: number,
  tell: (news: string) => void = () => {},
): Promise<WrapupBench> {
  const least = smallestBank(small);
  const { dialect } = growBank(small, least, seed);
  const scripts = conversationsOf(calls, areasSpoken, dialect);
  const banks = leafSteps.flatMap(leaves => {
    tell(`building ${leaves} leaves`);
    const { release } = growBank(small, { ...least, leaves }, seed);
    const artefact = build(release);
    return categorySteps.map(categories => ({
      leaves: release.leaves.length,
      categories,
      engine: load({ ...artefact, release: filedUnder(artefact.release, categories) }),
      engineUs: [] as number[],
      wrapupUs: [] as number[],
    }));
  });
  let utterances = 0;
  for (let round = 0; round <= rounds; round++) {
    tell(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    for (const { engine, engineUs, wrapupUs } of banks) {
      const bare: Played = play(engine, scripts);
      const { shares } = await profile(() => play(engine, scripts));
      utterances = bare.utterances;
      if (round === 0) continue;
      const us = (bare.cpuMs * 1000) / bare.utterances;
      engineUs.push(us);
      wrapupUs.push(us * (shares.wrapup ?? 0));
    }
  }
  const costs = banks.map(({ leaves, categories, ...us }) => ({
    leaves,
    categories,
    engine: median(us.engineUs),
    wrapup: median(us.wrapupUs),
  }));
  const rows = costs.map(cost => ({
    leaves: cost.leaves,
    categories: cost.categories,
    engineUs: rounded(cost.engine, 1),
    wrapupUs: rounded(cost.wrapup, 1),
    timesFewest: times(
      cost,
      costs.find(({ categories }) => categories === cost.categories),
    ),
    timesOne: times(
      cost,
      costs.find(({ leaves }) => leaves === cost.leaves),
    ),
  }));
  return { utterances, rounds, rows };
}

function filedUnder<Content extends Pick<Release, 'settings'>>(release: Content, most: number): Content {
  return { ...release, settings: { ...release.settings, categories: { most, queues: {} } } };
}

function times(cost: Times, other: Times = cost): Times {
  return { engine: rounded(cost.engine / other.engine, 2), wrapup: rounded(cost.wrapup / other.wrapup, 2) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
