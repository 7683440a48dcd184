import { createHash, randomUUID } from 'node:crypto';
import type { FileValue } from '#robots/orders.ts';
import type { Db } from '#server/db/schema.ts';

const largestPicture = 1_000_000;
const largestFile = 20_000_000;
const mostFiles = 200; // of one run

/** Keeps a picture by what it is; the same picture again is kept once. null: too large to keep. */
export async function keepPicture(db: Db, bytes: Uint8Array): Promise<string | null> {
  if (bytes.length > largestPicture) return null;
  const sha = shaOf(bytes);
  const at = new Date();
  await db
    .insertInto('robot_pictures')
    .values({ sha, type: 'image/jpeg', bytes: Buffer.from(bytes), kept_at: at })
    .onConflict(row => row.column('sha').doUpdateSet({ kept_at: at }))
    .execute();
  return sha;
}

/** Keeps a file a step made or fetched; the same step again puts its file in place of the one before. A sentence when it cannot be kept. */
export async function keepFile(
  db: Db,
  run: string,
  path: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<FileValue | { readonly why: string }> {
  if (bytes.length > largestFile) return { why: `the file is larger than ${largestFile / 1e6} MB` };
  const { count } = await db
    .selectFrom('robot_files')
    .select(row => row.fn.countAll<number>().as('count'))
    .where('run', '=', run)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostFiles) return { why: `a run makes at most ${mostFiles} files` };
  const clean = safeName(name);
  const content = { type: typeOf(clean), sha: shaOf(bytes), size: bytes.length, bytes: Buffer.from(bytes), made_at: new Date() };
  const { id } = await db
    .insertInto('robot_files')
    .values({ id: randomUUID(), run, path, name: clean, ...content })
    .onConflict(row => row.columns(['run', 'path', 'name']).doUpdateSet(content))
    .returning('id')
    .executeTakeFirstOrThrow();
  return { file: id, name: clean };
}

/** A file of this run, for a later step. */
export async function openFile(db: Db, run: string, value: unknown): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const id = (value as Partial<FileValue> | null)?.file;
  if (typeof id !== 'string') return null;
  const row = await db.selectFrom('robot_files').select(['name', 'bytes']).where('id', '=', id).where('run', '=', run).executeTakeFirst();
  return row?.bytes ? { name: row.name, bytes: row.bytes } : null;
}

export function shaOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A name that is nothing but a name on any system. */
function safeName(name: string): string {
  const clean = [...name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_')].slice(0, 120).join('').trim();
  return clean === '' ? 'file' : clean;
}

function typeOf(name: string): string {
  if (/\.csv$/i.test(name)) return 'text/csv; charset=utf-8';
  if (/\.xlsx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return 'application/octet-stream';
}
