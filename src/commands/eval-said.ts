import { readFile } from 'node:fs/promises';
import type { Engine } from '#engine/engine.ts';
import { readSaid } from '#eval/said.ts';
import { saidFigures } from '#eval/said-figures.ts';

/** Measures how single sentences start processes and carry out steps; answers the exit code. */
export async function evalSaidCommand(engine: Engine, file: string | undefined, json: boolean): Promise<number> {
  const text = await readFile(file ?? new URL('../../eval/calls/said.txt', import.meta.url), 'utf8');
  console.log(JSON.stringify(saidFigures(engine, readSaid(text)), null, json ? 0 : 2));
  return 0;
}
