import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { engineVersion } from '#engine/artefact.ts';
import { releaseOf } from '#engine/hear/test-ears.ts';
import { keptIn } from '#server/content/kept-builds.ts';

const folder = mkdtempSync(join(tmpdir(), 'deskside-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a release is built once for a folder; another release is not taken for it', async () => {
  const build = keptIn(join(folder, 'builds'));
  const first = await build(releaseOf([], ['挂失']));
  const [name = ''] = readdirSync(join(folder, 'builds'));
  expect(name).toMatch(new RegExp(`^${engineVersion}-[0-9a-f]{64}\\.json$`));
  const file = join(folder, 'builds', name);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(first)));

  writeFileSync(file, JSON.stringify({ ...first, marked: true }));
  expect(await build(releaseOf([], ['挂失']))).toMatchObject({ marked: true });
  expect(await build(releaseOf([], ['解挂']))).not.toMatchObject({ marked: true });
  expect(readdirSync(join(folder, 'builds')).length).toBe(2);
});
