import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The bytes of a file, or, the first time, what `make` gives, written there for the next who asks. Whoever reads finds a whole file or
 * none. The file's name must say what its bytes were made of.
 */
export async function keptFile(file: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const kept = await readFile(file).catch(() => null);
  if (kept !== null) return kept;
  const made = await make();
  await mkdir(dirname(file), { recursive: true });
  const written = `${file}.${randomUUID()}`;
  await writeFile(written, made);
  await rename(written, file);
  return made;
}
