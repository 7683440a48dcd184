import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Account, accountFor, canReach } from '#server/db/embedded-account.ts';

/** Where one embedded server keeps its things. */
export type EmbeddedFolder = {
  readonly account: Account;
  readonly home: string; // ours
  readonly data: string; // the server's own, PGDATA
  readonly log: string;
  readonly users: string; // one file per process of ours that uses it
  readonly stopped: string; // exists: somebody stopped the server on purpose
  readonly spare: string; // where programs are copied to when they cannot be used in place
};

const shared = '/var/lib/deskside';

/**
 * Decides the places for a data folder. As root, PostgreSQL runs under another account; when that account cannot walk down to the
 * data folder (a clone under /root), the server's files go to /var/lib/deskside/<name of the folder> instead.
 */
export function folderFor(dataDir: string): EmbeddedFolder {
  const account = accountFor();
  const wanted = join(resolve(dataDir), 'postgres');
  const reachable = canReach(account, wanted);
  const home = reachable ? wanted : join(shared, `data-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
  return {
    account,
    home,
    data: join(home, 'data'),
    log: join(home, 'server.log'),
    users: join(home, 'users'),
    stopped: join(home, 'stopped'),
    spare: account ? shared : resolve(dataDir),
  };
}

/** Makes the folder; fails with a sentence when it cannot. */
export function makeFolder(folder: EmbeddedFolder): void {
  try {
    const first = mkdirSync(folder.users, { recursive: true });
    if (folder.account && first) openTheWay(folder.users, first);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EROFS')
      throw new Error(`No permission to write the data folder ${folder.home}. Set DESKSIDE_DATA_DIR.`);
    if (code === 'ENOTDIR' || code === 'EEXIST') throw new Error(`${folder.home} is not a folder. Set DESKSIDE_DATA_DIR.`);
    if (code === 'ENOSPC') throw new Error(`The disk that holds ${folder.home} is full.`);
    throw error;
  }
}

/** What we have just made, the server's account must be able to enter, whatever our umask is. */
function openTheWay(last: string, first: string): void {
  for (let path = last; path.length >= first.length; path = dirname(path)) chmodSync(path, 0o755);
}

/** What we must remember between starts: the address stays the same so that connections find the server again. */
export const Settings = z.object({ port: z.number().int(), password: z.string().min(32) });
export type Settings = z.infer<typeof Settings>;

/** Reads the settings, or undefined before the first start. */
export function readSettings(folder: EmbeddedFolder): Settings | undefined {
  const file = settingsFile(folder);
  return existsSync(file) ? Settings.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** Writes the settings whole or not at all, readable by us alone. */
export function writeSettings(folder: EmbeddedFolder, settings: Settings): void {
  const file = settingsFile(folder);
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** A password nobody has to type. */
export const newPassword = (): string => randomBytes(32).toString('base64url');

function settingsFile(folder: EmbeddedFolder): string {
  return join(folder.home, 'deskside.json');
}
