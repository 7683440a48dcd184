import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a file holds as JSON, or, the first time, what `make` gives, written there for the next who asks. Whoever reads finds a whole file or none. */
export async function keptFile<T>(file: string, make: () => Promise<T>): Promise<T> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept) as T; // our own bytes: the file's name must say what they were made of
  const made = await make();
  await mkdir(dirname(file), { recursive: true });
  const written = `${file}.${randomUUID()}`;
  await writeFile(written, JSON.stringify(made));
  await rename(written, file);
  return made;
}
