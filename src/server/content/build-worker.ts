import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Release } from '#domain/release.ts';
import type { Artefact } from '#engine/artefact.ts';
import { compile, plansOf } from '#engine/build.ts';
import { learnInWorkers } from '#server/content/learn-in-workers.ts';

/** Compiles a release off the loop that owns conversations; its networks learn side by side. The bytes are those of `build`. */
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

if (!isMainThread && workerData?.deskside === 'build') {
  const { release } = workerData as { release: Release };
  const learning = learnInWorkers(plansOf(release)); // its workers begin while the rest is compiled here
  parentPort?.postMessage({ ...compile(release), learned: await learning });
}
