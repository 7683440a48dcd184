import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Release } from '#domain/release.ts';
import { compile, plansOf } from '#engine/build.ts';
import { askWorker } from '#server/ask-worker.ts';
import { learnInWorkers } from '#server/content/learn-in-workers.ts';
import { type Packed, pack } from '#server/content/packed.ts';

/** Compiles and packs a release off the loop that owns conversations; its networks learn side by side. The artefact is that of `build`. */
export function buildInWorker(release: Release): Promise<Packed> {
  return askWorker<Packed>(import.meta.url, { deskside: 'build', release });
}

if (!isMainThread && workerData?.deskside === 'build') {
  const { release } = workerData as { release: Release };
  const learning = learnInWorkers(plansOf(release)); // its workers begin while the rest is compiled here
  const packed = pack({ ...compile(release), learned: await learning });
  parentPort?.postMessage(packed, [packed.body.buffer]);
}
