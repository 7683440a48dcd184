import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { engineVersion } from '#engine/artefact.ts';
import { build as built } from '#engine/build.ts';
import { releaseOf } from '#engine/hear/test-ears.ts';
import { keptIn } from '#server/content/kept-builds.ts';
import { unpack } from '#server/content/packed.ts';

const folder = mkdtempSync(join(tmpdir(), 'deskside-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a release is built once for a folder; another release is not taken for it', async () => {
  const build = keptIn(join(folder, 'builds'));
  const release = releaseOf([], ['挂失']);
  const first = await build(release);
  const [name = ''] = readdirSync(join(folder, 'builds'));
  expect(name).toMatch(new RegExp(`^${engineVersion}-[0-9a-f]{64}\\.artefact$`));
  const file = join(folder, 'builds', name);
  expect(unpack(first.body)).toEqual(JSON.parse(JSON.stringify(built(release))));
  expect(await build(release)).toEqual(first);

  const marked = Buffer.from('f'.repeat(64)); // another hash before the bytes
  writeFileSync(file, Buffer.concat([marked, readFileSync(file).subarray(64)]));
  expect(await build(release)).toEqual({ hash: 'f'.repeat(64), body: first.body });
  expect((await build(releaseOf([], ['解挂']))).hash).not.toBe('f'.repeat(64));
  expect(readdirSync(join(folder, 'builds')).length).toBe(2);
});
