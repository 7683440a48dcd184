import { join } from 'node:path';
import type { Release } from '#domain/release.ts';
import { type Artefact, engineVersion } from '#engine/artefact.ts';
import { hashOf } from '#server/canonical.ts';
import { buildInWorker } from '#server/content/build-worker.ts';
import { keptFile } from '#server/kept-file.ts';

/** Compiles a release. */
export type Build = (release: Release) => Promise<Artefact>;

/** Builds a release once for all who share a folder: what was built lies there under the hash of the release and the engine's version. */
export function keptIn(folder: string): Build {
  return release => keptFile(join(folder, `${engineVersion}-${hashOf(release)}.json`), () => buildInWorker(release));
}
