import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startOf } from '#server/db/alive.ts';
import type { EmbeddedFolder } from '#server/db/embedded-folder.ts';

/** How often this very process has opened each folder. */
const opened = new Map<string, number>();

/** Notes that this process uses the server; call it inside the folder's lock. */
export function register(folder: EmbeddedFolder): void {
  opened.set(folder.home, (opened.get(folder.home) ?? 0) + 1);
  writeFileSync(join(folder.users, String(process.pid)), startOf(process.pid));
}

/** Takes one use back and says how many this process still has. */
export function unregister(folder: EmbeddedFolder): number {
  const left = (opened.get(folder.home) ?? 1) - 1;
  opened.set(folder.home, left);
  if (left <= 0) rmSync(join(folder.users, String(process.pid)), { force: true });
  return left;
}

/** The other living processes that use the server. */
export function otherUsers(folder: EmbeddedFolder): readonly number[] {
  return usersOf(folder).filter(pid => pid !== process.pid);
}

/** The living processes that use the server, ours included. What a dead one left behind is swept away. */
export function usersOf(folder: EmbeddedFolder): readonly number[] {
  return readdirSync(folder.users)
    .map(Number)
    .filter(pid => {
      const file = join(folder.users, String(pid));
      if (isAlive(pid) && startOf(pid) === readFileSync(file, 'utf8')) return true;
      rmSync(file, { force: true });
      return false;
    });
}
