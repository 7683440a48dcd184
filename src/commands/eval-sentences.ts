import { readFile } from 'node:fs/promises';
import type { Engine } from '#engine/engine.ts';
import { askedFigures, readAsked } from '#eval/asked.ts';
import { readSaid } from '#eval/said.ts';
import { saidFigures } from '#eval/said-figures.ts';

const kinds = {
  /** Questions of customers, and the articles they raise. */
  asked: (engine: Engine, text: string) => askedFigures(engine, readAsked(text)),
  /** Sentences that start processes and carry out steps. */
  said: (engine: Engine, text: string) => saidFigures(engine, readSaid(text)),
};

/** Measures how single sentences of a file (by default eval/calls/KIND.txt) are heard; answers the exit code. */
export async function evalSentencesCommand(
  kind: keyof typeof kinds,
  engine: Engine,
  file: string | undefined,
  json: boolean,
): Promise<number> {
  const text = await readFile(file ?? new URL(`../../eval/calls/${kind}.txt`, import.meta.url), 'utf8');
  console.log(JSON.stringify(kinds[kind](engine, text), null, json ? 0 : 2));
  return 0;
}
