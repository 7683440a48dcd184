import type { Engine } from '#engine/engine.ts';
import { demoFile } from '#test/kit/built-demo.ts';
import { engineOfFile } from '#test/kit/engine-of-file.ts';

/** The engine of the demo bank, read from content/ and loaded once for the process. */
export async function demoEngine(): Promise<Engine> {
  return engineOfFile(await demoFile());
}
