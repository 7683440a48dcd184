import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderHash } from '#server/content/folder-hash.ts';

const cases: readonly { when: string; change: (folder: string) => Promise<void>; same: boolean }[] = [
  { when: 'nothing is changed', change: async () => {}, same: true },
  { when: 'a word is changed', change: folder => writeFile(join(folder, 'bank.yaml'), 'name: B\n'), same: false },
  { when: 'a file is added', change: folder => writeFile(join(folder, 'settings.yaml'), ''), same: false },
  { when: 'a file is renamed', change: folder => rename(join(folder, 'bank.yaml'), join(folder, 'bnak.yaml')), same: false },
  { when: 'a file is gone', change: folder => rm(join(folder, 'bank.yaml')), same: false },
];

test.each(cases)('$when → same: $same', async ({ change, same }) => {
  const folder = await mkdtemp(join(tmpdir(), 'deskside-content-'));
  const copy = await mkdtemp(join(tmpdir(), 'deskside-content-'));
  try {
    await writeFile(join(folder, 'bank.yaml'), 'name: A\n');
    await cp(folder, copy, { recursive: true });
    await change(copy);
    expect((await folderHash(copy)) === (await folderHash(folder))).toBe(same);
  } finally {
    for (const each of [folder, copy]) await rm(each, { recursive: true });
  }
});
