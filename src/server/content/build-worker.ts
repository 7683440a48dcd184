import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Release } from '#domain/release.ts';
import type { Artefact } from '#engine/artefact.ts';
import { compile, plansOf } from '#engine/build.ts';
import { askWorker } from '#server/ask-worker.ts';
import { learnInWorkers } from '#server/content/learn-in-workers.ts';

/** Compiles a release off the loop that owns conversations; its networks learn side by side. The bytes are those of `build`. */
export function buildInWorker(release: Release): Promise<Artefact> {
  return askWorker<Artefact>(import.meta.url, { deskside: 'build', release });
}

if (!isMainThread && workerData?.deskside === 'build') {
  const { release } = workerData as { release: Release };
  const learning = learnInWorkers(plansOf(release)); // its workers begin while the rest is compiled here
  parentPort?.postMessage({ ...compile(release), learned: await learning });
}
