import { Worker } from 'node:worker_threads';

/** Starts a file as a worker with its data, and gives the one answer it posts; then it is ended. Fails when the worker does, or ends without one. */
export function askWorker<T>(file: string, workerData: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(file), { workerData });
    worker.once('message', (answer: T) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`the worker ended with code ${code}`)));
  });
}
