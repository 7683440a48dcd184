import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account PostgreSQL runs under. Undefined: our own, because we are not root. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number } | undefined;

/** PostgreSQL refuses to run as root, so as root we lend it the first of these accounts that exists. */
const candidates = ['deskside', 'postgres', 'nobody'];

/** Finds the account, or says which to create. */
export function accountFor(uid = process.getuid?.()): Account {
  if (uid !== 0) return undefined;
  const wanted = process.env.DESKSIDE_DATABASE_ACCOUNT;
  for (const name of wanted ? [wanted] : candidates) {
    const found = lookUp(name);
    if (found && found.uid !== 0) return found;
  }
  throw new Error(
    `PostgreSQL may not run as root and none of the accounts ${wanted ?? candidates.join(', ')} exists. ` +
      'Create one (useradd --system deskside), set DESKSIDE_DATABASE_ACCOUNT, or point DATABASE_URL at a server of yours.',
  );
}

/** Whether the account may walk down to this path and read it; true for our own account. */
export function canReach(account: Account, path: string): boolean {
  if (!account) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    const info = statOf(folder);
    if (info?.isDirectory() && !mayEnter(account, info)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Whether only root and this account can put something at this path: a folder somebody else made is not trusted with programs. */
export function isOurs(path: string): boolean {
  const info = lstatSync(path);
  return info.isDirectory() && info.uid === (process.getuid?.() ?? info.uid) && (info.mode & 0o022) === 0;
}

function mayEnter(account: NonNullable<Account>, info: { uid: number; gid: number; mode: number }): boolean {
  const enter = 0o1;
  if (info.uid === account.uid) return ((info.mode >> 6) & enter) === enter;
  if (info.gid === account.gid) return ((info.mode >> 3) & enter) === enter;
  return (info.mode & enter) === enter;
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined; // not made yet: its parent decides
  }
}

function lookUp(name: string): Account {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find(one => one.startsWith(`${name}:`));
    if (line) return parse(name, line);
    return parse(name, execFileSync('getent', ['passwd', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

function parse(name: string, line: string): Account {
  const [, , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}
