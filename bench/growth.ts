import { type BankSize, bankSize, growBank } from '#bench/bank/bank.ts';
import { conversationsOf } from '#bench/bank/conversations.ts';
import { density, fastest, made, sizesOf } from '#bench/engine.ts';
import { type Played, play } from '#bench/playback.ts';
import { profile } from '#bench/stages.ts';
import type { Release } from '#domain/release.ts';
import type { Engine } from '#engine/engine.ts';
import type { Call } from '#server/demo/call.ts';
import type { Script } from '#server/live/script.ts';

/** What the same utterances cost with so much content. */
export interface GrowthRow {
  readonly rules: number;
  readonly phrases: number;
  readonly cues: number;
  readonly usPerUtterance: number;
  readonly cpuUsPerUtterance: number;
  readonly hearUs: number;
  readonly qualityUs: number;
  readonly hitsPerUtterance: number;
  readonly buildMs: number;
  readonly loadMs: number;
  readonly timesPrevious: number | null; // by processor time
}

/** How cost grows with rules, and with phrases, all else staying. */
export interface Growth {
  readonly utterances: number; // a round
  readonly rounds: number;
  readonly rules: readonly GrowthRow[];
  readonly phrases: readonly GrowthRow[];
}

const ruleSteps = [50, 500, 5000];
const phraseSteps = [1000, 10_000, 50_000];
const rounds = 3;
const areasSpoken = 2;

/**
 * Grows one kind of content and keeps everything else as small as the small bank's (for phrases, the concepts of a large bank), so
 * that nothing else hides the growth. Sizes take turns, so that what else the machine does falls on all of them.
 */
export async function benchGrowth(small: Release, calls: readonly Call[], seed: number, tell: (news: string) => void): Promise<Growth> {
  const least = smallestBank(small);
  const { dialect } = growBank(small, least, seed);
  const scripts = conversationsOf(calls, areasSpoken, dialect);
  const steps = (sizes: readonly BankSize[]) => measured(small, sizes, seed, scripts, tell);

  const rules = await steps(ruleSteps.map(count => ({ ...least, rules: count })));
  const phrases = await steps(phraseSteps.map(count => ({ ...least, concepts: bankSize.concepts, phrases: count })));
  const utterances = scripts.reduce((sum, { lines }) => sum + lines.filter(({ event }) => event.kind === 'heard').length, 0);
  return { utterances, rounds, rules, phrases };
}

/** As little of everything as the small bank has in Chinese. */
export function smallestBank(small: Release): BankSize {
  const zh = (items: readonly { readonly lang: string }[]): number => items.filter(item => item.lang === 'zh').length;
  return {
    concepts: zh(small.concepts),
    phrases: small.concepts.filter(({ lang }) => lang === 'zh').reduce((sum, { phrases }) => sum + phrases.length, 0),
    articles: zh(small.articles),
    processes: zh(small.processes),
    rules: zh(small.rules),
    leaves: small.leaves.length,
    intents: 0,
  };
}

async function measured(
  small: Release,
  sizes: readonly BankSize[],
  seed: number,
  scripts: readonly Script[],
  tell: (news: string) => void,
): Promise<readonly GrowthRow[]> {
  const banks = sizes.map(size => {
    tell(`building ${size.rules} rules, ${size.phrases} phrases`);
    const { release } = growBank(small, size, seed);
    return { release, ...made(release), played: [] as Played[] };
  });
  for (let round = 0; round <= rounds; round++) {
    tell(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    for (const { engine, played } of banks) {
      const result = play(engine, scripts);
      if (round > 0) played.push(result);
    }
  }
  const rows: GrowthRow[] = [];
  for (const { release, artefact, engine, buildMs, loadMs, played } of banks) {
    const { us } = fastest(played);
    const { hear = 0, quality = 0 } = await sharesOf(engine, scripts);
    const { rules, phrases, cues } = sizesOf(release);
    const before = rows.at(-1);
    rows.push({
      rules,
      phrases,
      cues,
      usPerUtterance: Math.round(us.wall),
      cpuUsPerUtterance: Math.round(us.cpu),
      hearUs: Math.round(hear * us.wall),
      qualityUs: Math.round(quality * us.wall),
      hitsPerUtterance: density(artefact, scripts).hitsPerUtterance,
      buildMs: Math.round(buildMs),
      loadMs: Math.round(loadMs),
      timesPrevious: before ? Math.round((us.cpu / before.cpuUsPerUtterance) * 100) / 100 : null,
    });
  }
  return rows;
}

async function sharesOf(engine: Engine, scripts: readonly Script[]): Promise<Readonly<Record<string, number>>> {
  return (await profile(() => play(engine, scripts))).shares;
}
