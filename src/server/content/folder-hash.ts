import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const readers = ['../../domain', '.'].map(folder => fileURLToPath(new URL(folder, import.meta.url)));

/** Names a folder of content by its bytes and by those of the code that reads it: the same name means the same release. */
export async function folderHash(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [dir, ...readers]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
    const texts = await Promise.all(files.sort().map(async file => ({ name: relative(folder, file), text: await readFile(file) })));
    for (const { name, text } of texts) hash.update(`${name}\n${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}
