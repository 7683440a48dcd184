import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '#ports/secrets.ts';

/** Where keys are looked for. */
export interface KeyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly isProduction: boolean;
}

/**
 * Keys from DESKSIDE_VAULT_KEY (base64, 32 bytes), from the file DESKSIDE_VAULT_KEY_FILE names, or from keys/vault.key in the data folder,
 * which is made (0600) when it is missing outside production. The same for session and audit.
 */
export function keysFrom(places: KeyPlaces): Secrets {
  const found = new Map<string, Promise<Uint8Array>>();
  return {
    key(name) {
      const known = found.get(name) ?? find(name, places);
      found.set(name, known);
      return known;
    },
  };
}

/** Vault keys that no longer seal but still open: DESKSIDE_VAULT_KEYS_RETIRED, base64, separated by commas. */
export function retiredVaultKeys(env: KeyPlaces['env']): readonly Uint8Array[] {
  return (env.DESKSIDE_VAULT_KEYS_RETIRED ?? '')
    .split(',')
    .filter(text => text.trim() !== '')
    .map(text => parse('DESKSIDE_VAULT_KEYS_RETIRED', text));
}

async function find(name: string, { env, dataDir, isProduction }: KeyPlaces): Promise<Uint8Array> {
  const variable = `DESKSIDE_${name.toUpperCase()}_KEY`;
  const given = env[variable];
  if (given) return parse(variable, given);
  const named = env[`${variable}_FILE`];
  if (named) return parse(named, await readFile(named, 'utf8'));

  const file = join(dataDir, 'keys', `${name}.key`);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return parse(file, text);
  if (isProduction) throw new Error(`No ${name} key: set ${variable} (base64 of 32 random bytes) or ${variable}_FILE.`);
  return parse(file, await make(file, join(dataDir, 'keys')));
}

/** Two processes may start at once: the file is made by one of them, and both read that one. */
async function make(file: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(32).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  for (let tries = 0; ; tries++) {
    const text = await readFile(file, 'utf8');
    if (text.endsWith('\n') || tries > 1000) return text; // the other process may still be writing
  }
}

function parse(where: string, text: string): Uint8Array {
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, 'base64');
  if (bytes.length !== 32 || !/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) throw new Error(`${where} must be base64 of exactly 32 bytes.`);
  return bytes;
}
