import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { LogEvent } from '#domain/event.ts';
import type { Leaf } from '#domain/leaf.ts';
import type { Release } from '#domain/release.ts';
import { compile } from '#engine/build.ts';
import { boardOf, type Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';
import type { ExamplesMeasured } from '#protocol/lessons.ts';
import { askWorker } from '#server/ask-worker.ts';

/** A single sentence whose category is known. */
export interface Known {
  readonly text: string;
  readonly leaf: string;
}

interface Asked {
  readonly before: Release;
  readonly leaves: readonly Leaf[]; // with the examples that were taken
  readonly others: readonly Known[];
}

const mostKnown = 400;

/** How confirmed sentences that were not taken, and examples there already, are ranked without and with those that were; off the loop that owns conversations. */
export function measureExamples(asked: Asked): Promise<ExamplesMeasured> {
  return askWorker<ExamplesMeasured>(import.meta.url, { deskside: 'measure-examples', asked });
}

function measured({ before, leaves, others }: Asked): ExamplesMeasured {
  const known = spread(before.leaves.flatMap(({ code, examples }) => examples.map(text => ({ text, leaf: code }))));
  const engines = [before, { ...before, leaves: [...leaves] }].map(release => load({ ...compile(release), learned: {} }));
  const [old, now] = engines as [Engine, Engine];
  const both = (sentences: readonly Known[]) => ({ before: right(old, sentences), after: right(now, sentences) });
  return { others: both(others), known: both(known) };
}

/** Every so many of them, from all over the tree. */
function spread(all: readonly Known[]): readonly Known[] {
  const step = Math.ceil(all.length / mostKnown);
  return all.filter((_, at) => at % step === 0);
}

function right(engine: Engine, sentences: readonly Known[]): ExamplesMeasured['others']['before'] {
  const ranks = sentences.map(({ text, leaf }) => rankingOf(engine, text).indexOf(leaf));
  return { first: ranks.filter(rank => rank === 0).length, three: ranks.filter(rank => rank >= 0 && rank < 3).length, of: ranks.length };
}

/** The leaves proposed once a customer has said this and nothing else. */
function rankingOf(engine: Engine, text: string): readonly string[] {
  const meta = { channel: 'voice', direction: 'inbound', layout: 'dual', lang: 'zh', timeZone: 'Asia/Shanghai', openedAt, arm: 'assisted' };
  const utterance = { position: 2, revision: 0, speaker: 'customer', text, startMs: 0, endMs: 1000 };
  const happened = [
    { kind: 'opened', meta },
    { kind: 'heard', utterance },
  ];
  let mind = engine.open();
  for (const [at, what] of happened.entries())
    mind = engine.attend(mind, { position: at + 1, atMs: at * 1000, source: 'measure', what } as unknown as LogEvent).mind;
  const { category } = boardOf(mind);
  return category?.kind === 'category' ? category.ranking.map(({ code }) => code) : [];
}

const openedAt = '2026-01-05T09:00:00+08:00';

if (!isMainThread && workerData?.deskside === 'measure-examples') parentPort?.postMessage(measured(workerData.asked as Asked));
