import { readFile } from 'node:fs/promises';
import type { Engine } from '#engine/engine.ts';
import { askedFigures, readAsked } from '#eval/asked.ts';

/** Measures how well single questions find their articles; answers the exit code. */
export async function evalAskedCommand(engine: Engine, file: string | undefined, json: boolean): Promise<number> {
  const text = await readFile(file ?? new URL('../../eval/calls/asked.txt', import.meta.url), 'utf8');
  const figures = askedFigures(engine, readAsked(text));
  console.log(JSON.stringify(figures, null, json ? 0 : 2));
  return 0;
}
