import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#server/db/schema.ts';
import { createApiKey } from '#server/people/api-keys.ts';

/** The API key the demo plays its calls with: made once, kept in the data folder (0600), made again when the database has another. */
export async function demoKey(db: Db, dataDir: string): Promise<{ id: string; key: string }> {
  const file = join(dataDir, 'keys', 'demo-ingest.key');
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  const id = /^dk_([0-9a-f]+)_/.exec(kept)?.[1];
  if (id) {
    const row = await db.selectFrom('api_key').select('id').where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst();
    if (row) return { id, key: kept };
  }
  const made = await createApiKey(db, { name: 'demo', scopes: ['ingest.send'], by: null });
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  await writeFile(file, `${made.key}\n`, { mode: 0o600 });
  return made;
}
