import { growBank } from '#bench/bank/bank.ts';
import { conversationsOf } from '#bench/bank/conversations.ts';
import { made } from '#bench/engine.ts';
import { smallestBank } from '#bench/growth.ts';
import { type Played, play } from '#bench/playback.ts';
import { profile } from '#bench/stages.ts';
import type { Release } from '#domain/release.ts';
import type { Call } from '#server/demo/call.ts';

/** What an utterance costs with so many leaves, by processor time: medians of the rounds. */
export interface WrapupRow {
  readonly leaves: number;
  readonly engineUs: number; // door and engine, the wrap-up included
  readonly wrapupUs: number;
  readonly timesFewest: { readonly engine: number; readonly wrapup: number }; // against the fewest leaves
}

/** How the wrap-up grows with the tree of categories, over the same conversations. */
export interface WrapupBench {
  readonly utterances: number; // a round
  readonly rounds: number;
  readonly rows: readonly WrapupRow[];
}

const leafSteps = [500, 2000, 5000];
const areasSpoken = 10;

/**
 * Grows the tree alone; everything else stays as small as the small bank's. Sizes take turns, so that what else the machine does
 * falls on all of them. A round plays all conversations once bare, for the whole, and once under the profiler, for the wrap-up's share.
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
  const banks = leafSteps.map(leaves => {
    tell(`building ${leaves} leaves`);
    const { release } = growBank(small, { ...least, leaves }, seed);
    return { leaves: release.leaves.length, engine: made(release).engine, engineUs: [] as number[], wrapupUs: [] as number[] };
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
  const costs = banks.map(bank => ({ leaves: bank.leaves, engine: median(bank.engineUs), wrapup: median(bank.wrapupUs) }));
  const [fewest] = costs;
  const rows = costs.map(({ leaves, engine, wrapup }) => ({
    leaves,
    engineUs: rounded(engine, 1),
    wrapupUs: rounded(wrapup, 1),
    timesFewest: { engine: rounded(engine / (fewest?.engine ?? engine), 2), wrapup: rounded(wrapup / (fewest?.wrapup ?? wrapup), 2) },
  }));
  return { utterances, rounds, rows };
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
