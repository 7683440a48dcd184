import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artefact } from '#engine/artefact.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { folderHash } from '#server/content/folder-hash.ts';
import { keptIn } from '#server/content/kept-builds.ts';
import { unpack } from '#server/content/packed.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { keptFile } from '#server/kept-file.ts';

/** The folder of the demo bank. */
export const demoFolder = new URL('../../content/jianghai', import.meta.url).pathname;
const engineFolder = new URL('../../src/engine', import.meta.url).pathname;

/** Where tests and the demos they start keep what they built: named by the code that builds, so nothing out of date is asked for again. */
export async function buildsFolder(): Promise<string> {
  return join(tmpdir(), `deskside-builds-${process.version}-${await folderHash(engineFolder)}`);
}

/**
 * The demo bank, built by the first process that asks and kept in a file for the others. The file is named by the bytes of the content
 * and of the code that reads and builds it, so one that is out of date is never asked for again.
 */
export async function builtDemo(): Promise<Artefact> {
  const hashes = await Promise.all([folderHash(demoFolder), folderHash(engineFolder)]);
  const name = createHash('sha256')
    .update(`${process.version} ${hashes.join(' ')}`)
    .digest('hex');
  const kept = await keptFile(join(tmpdir(), `deskside-demo-${name}.json`), async () => Buffer.from(JSON.stringify(await buildDemo())));
  return JSON.parse(Buffer.from(kept).toString()) as Artefact;
}

async function buildDemo(): Promise<Artefact> {
  const { release, problems } = await readFolder(demoFolder);
  const errors = problems.filter(problem => problem.severity === 'error');
  if (errors.length > 0) throw new Error(`demo content has errors:\n${errors.map(writeProblem).join('\n')}`);
  return unpack((await keptIn(await buildsFolder())(release)).body);
}
