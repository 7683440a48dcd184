import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Release } from '#domain/release.ts';
import { type Artefact, engineVersion } from '#engine/artefact.ts';
import { hashOf } from '#server/canonical.ts';
import { buildInWorker } from '#server/content/build-worker.ts';

/** Compiles a release. */
export type Build = (release: Release) => Promise<Artefact>;

/**
 * Builds a release once for all who share a folder: what was built lies there under the hash of the release and the engine's version,
 * and who asks again is given it. Whoever reads finds a whole file or none.
 */
export function keptIn(folder: string): Build {
  return async release => {
    const file = join(folder, `${engineVersion}-${hashOf(release)}.json`);
    const kept = await readFile(file, 'utf8').catch(() => null);
    if (kept !== null) return JSON.parse(kept) as Artefact; // our own bytes, named by what they were made of

    const artefact = await buildInWorker(release);
    await mkdir(folder, { recursive: true });
    const written = `${file}.${randomUUID()}`;
    await writeFile(written, JSON.stringify(artefact));
    await rename(written, file);
    return artefact;
  };
}
