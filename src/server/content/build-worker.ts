import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Release } from '#domain/release.ts';
import type { Artefact } from '#engine/artefact.ts';
import { build } from '#engine/build.ts';

/** Compiles a release off the loop that owns conversations. */
export function buildInWorker(release: Release): Promise<Artefact> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { deskside: 'build', release } });
    worker.once('message', (artefact: Artefact) => {
      resolve(artefact);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`the build ended with code ${code}`)));
  });
}

if (!isMainThread && workerData?.deskside === 'build') parentPort?.postMessage(build(workerData.release));
