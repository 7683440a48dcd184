import { join } from 'node:path';
import { Hash } from '#domain/ids.ts';
import type { Release } from '#domain/release.ts';
import { engineVersion } from '#engine/artefact.ts';
import { hashOf } from '#server/canonical.ts';
import { buildApart } from '#server/content/build-apart.ts';
import type { Packed } from '#server/content/packed.ts';
import { keptFile } from '#server/kept-file.ts';

/** Compiles a release. */
export type Build = (release: Release) => Promise<Packed>;

const hashBytes = 64; // the artefact's hash stands before it

/** Builds a release once for all who share a folder: what was built lies there under the hash of the release and the engine's version. */
export function keptIn(folder: string): Build {
  return async release => {
    const file = join(folder, `${engineVersion}-${hashOf(release)}.artefact`);
    const kept = await keptFile(file, async () => {
      const { hash, body } = await buildApart(release);
      return Buffer.concat([Buffer.from(hash), body]);
    });
    return { hash: Hash.parse(Buffer.from(kept.subarray(0, hashBytes)).toString()), body: new Uint8Array(kept.subarray(hashBytes)) };
  };
}
