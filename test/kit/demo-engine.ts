import type { Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';
import { builtDemo } from '#test/kit/built-demo.ts';

let loaded: Promise<Engine> | undefined;

/** The engine of the demo bank, read from content/ and loaded once for the process. */
export function demoEngine(): Promise<Engine> {
  loaded ??= builtDemo().then(load);
  return loaded;
}
