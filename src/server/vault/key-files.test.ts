import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysFrom, retiredVaultKeys } from '#server/vault/key-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskside-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the environment comes first, then a named file', async () => {
  const given = randomBytes(32);
  const named = randomBytes(32);
  const file = join(folder, 'named.key');
  await writeFile(file, named.toString('base64'));
  const keys = keysFrom({
    env: { DESKSIDE_VAULT_KEY: given.toString('base64'), DESKSIDE_AUDIT_KEY_FILE: file },
    dataDir: folder,
    isProduction: true,
  });
  expect(Buffer.from(await keys.key('vault')).equals(given)).toBe(true);
  expect(Buffer.from(await keys.key('audit')).equals(named)).toBe(true);
});

test('outside production a missing key is made once, for the owner alone, also by two processes at once', async () => {
  const places = { env: {}, dataDir: join(folder, 'data'), isProduction: false };
  const made = await Promise.all(Array.from({ length: 4 }, () => keysFrom(places).key('vault')));
  const again = await keysFrom({ ...places, isProduction: true }).key('vault');
  expect(made.map(key => Buffer.from(key).equals(Buffer.from(again)))).toEqual([true, true, true, true]);
  expect((await stat(join(folder, 'data', 'keys', 'vault.key'))).mode & 0o777).toBe(0o600);
});

test('production never makes a key, and a bad key is named but not shown', async () => {
  const none = keysFrom({ env: {}, dataDir: join(folder, 'none'), isProduction: true });
  await expect(none.key('session')).rejects.toThrow('DESKSIDE_SESSION_KEY');
  const bad = keysFrom({ env: { DESKSIDE_VAULT_KEY: 'c2VjcmV0' }, dataDir: folder, isProduction: false });
  await expect(bad.key('vault')).rejects.toThrow('DESKSIDE_VAULT_KEY must be base64 of exactly 32 bytes.');
});

test('retired keys are a list', () => {
  const one = randomBytes(32);
  expect(
    retiredVaultKeys({ DESKSIDE_VAULT_KEYS_RETIRED: ` ${one.toString('base64')}, ` }).map(key => Buffer.from(key).equals(one)),
  ).toEqual([true]);
  expect(retiredVaultKeys({})).toEqual([]);
});
