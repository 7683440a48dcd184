import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
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

/** The demo bank, built. */
export async function builtDemo(): Promise<Artefact> {
  return JSON.parse(await readFile(await demoFile(), 'utf8')) as Artefact;
}

/**
 * The file the demo bank is in, built by the first process that asks and kept for the others. It is named by the bytes of the content
 * and of the code that reads and builds it, so one that is out of date is never asked for again.
 */
export async function demoFile(): Promise<string> {
  const hashes = await Promise.all([folderHash(demoFolder), folderHash(engineFolder)]);
  const name = createHash('sha256')
    .update(`${process.version} ${hashes.join(' ')}`)
    .digest('hex');
  const file = join(tmpdir(), `deskside-demo-${name}.json`);
  await keptFile(file, async () => Buffer.from(JSON.stringify(await buildDemo())));
  return file;
}

async function buildDemo(): Promise<Artefact> {
  const { release, problems } = await readFolder(demoFolder);
  const errors = problems.filter(problem => problem.severity === 'error');
  if (errors.length > 0) throw new Error(`demo content has errors:\n${errors.map(writeProblem).join('\n')}`);
  return unpack((await keptIn(await buildsFolder())(release)).body);
}
