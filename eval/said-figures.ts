import type { Engine } from '#engine/engine.ts';
import { ratio } from '#eval/ratio.ts';
import { hearSaid, type SaidCase, type SaidResult } from '#eval/said.ts';

/** How well single sentences are taken for what they say. */
export interface SaidFigures {
  /** Of n first sentences of callers: those that start their process, and those that start another. */
  readonly openings: { readonly right: number | null; readonly wrong: number | null; readonly n: number };
  /** Sentences of callers that start nothing (under `process none`), and the share that started something all the same. */
  readonly others: { readonly started: number | null; readonly n: number };
  /** The agent's sentences while their process is active; n: steps said. `nearMisses`: of the sentences that are no step, the share claimed. */
  readonly steps: {
    readonly precision: number | null;
    readonly recall: number | null;
    readonly n: number;
    readonly nearMisses: number | null;
    readonly nearMissesN: number;
  };
}

/** Hears every sentence by itself and counts. */
export function saidFigures(engine: Engine, cases: readonly SaidCase[]): SaidFigures {
  const openings = hearSaid(
    engine,
    cases.filter(({ nodes, process }) => nodes === 'opening' && process !== 'none'),
  );
  const others = hearSaid(
    engine,
    cases.filter(({ nodes, process }) => nodes === 'opening' && process === 'none'),
  );
  const steps = hearSaid(
    engine,
    cases.filter(({ nodes }) => nodes !== 'opening'),
  );
  const near = steps.filter(({ nodes }) => nodes.length === 0);
  const said = sumOf(steps, ({ nodes }) => nodes.length);
  const heard = said - sumOf(steps, ({ missed }) => missed.length);
  return {
    openings: {
      right: ratio(openings.filter(({ missed }) => missed.length === 0).length, openings.length),
      wrong: ratio(openings.filter(({ wrong }) => wrong.length > 0).length, openings.length),
      n: openings.length,
    },
    others: { started: ratio(others.filter(({ wrong }) => wrong.length > 0).length, others.length), n: others.length },
    steps: {
      precision: ratio(heard, heard + sumOf(steps, ({ wrong }) => wrong.length)),
      recall: ratio(heard, said),
      n: said,
      nearMisses: ratio(near.filter(({ wrong }) => wrong.length > 0).length, near.length),
      nearMissesN: near.length,
    },
  };
}

function sumOf(results: readonly SaidResult[], count: (result: SaidResult) => number): number {
  return results.reduce((sum, result) => sum + count(result), 0);
}
