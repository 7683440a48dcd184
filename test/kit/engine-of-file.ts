import { readFileSync } from 'node:fs';
import type { Artefact } from '#engine/artefact.ts';
import type { Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';

const loaded = new Map<string, Engine>();

/** The engine of an artefact in a file, read and loaded once for the process: an engine keeps nothing of those who ask it. */
export function engineOfFile(file: string): Engine {
  const kept = loaded.get(file);
  if (kept) return kept;

  const engine = load(JSON.parse(readFileSync(file, 'utf8')) as Artefact);
  loaded.set(file, engine);
  return engine;
}
