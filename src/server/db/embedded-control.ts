import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findBinaries } from '#server/db/embedded-binaries.ts';
import { folderFor } from '#server/db/embedded-folder.ts';
import { runningServer, stop } from '#server/db/embedded-server.ts';
import { usersOf } from '#server/db/embedded-users.ts';
import { exclusive } from '#server/db/exclusive.ts';

/** What `deskside database status` prints. */
export type EmbeddedStatus = {
  readonly folder: string;
  readonly state: 'absent' | 'stopped' | 'starting' | 'running';
  readonly pid?: number;
  readonly port?: number;
  readonly users: readonly number[]; // Deskside processes that use it; running without any is an orphan
  readonly orphan: boolean;
};

/** Looks, changes nothing. */
export function embeddedStatus(dataDir: string): EmbeddedStatus {
  const folder = folderFor(dataDir);
  if (!existsSync(folder.data)) return { folder: folder.home, state: 'absent', users: [], orphan: false };
  const users = usersOf(folder);
  const running = runningServer(folder);
  if (!running) return { folder: folder.home, state: 'stopped', users, orphan: false };
  const { pid, port, ready } = running;
  return { folder: folder.home, state: ready ? 'running' : 'starting', pid, port, users, orphan: users.length === 0 };
}

/** What `deskside database stop` did. */
export type StopResult = { readonly kind: 'stopped' | 'not-running' } | { readonly kind: 'in-use'; readonly users: readonly number[] };

/** Stops an orphan; a server in use only with `force`, and then nobody starts it again until the next `serve`. */
export async function stopEmbedded(dataDir: string, mode: 'orphan-only' | 'force' = 'orphan-only'): Promise<StopResult> {
  const folder = folderFor(dataDir);
  if (!existsSync(folder.data)) return { kind: 'not-running' };
  return await exclusive(folder.home, async () => {
    if (!runningServer(folder)) return { kind: 'not-running' };
    const users = usersOf(folder);
    if (users.length > 0 && mode === 'orphan-only') return { kind: 'in-use', users };
    writeFileSync(folder.stopped, '');
    await stop(folder, findBinaries(folder.account, folder.spare));
    return { kind: 'stopped' };
  });
}

/** Stops the server and deletes all it holds: for tests and try-outs. */
export async function eraseEmbedded(dataDir: string): Promise<void> {
  await stopEmbedded(dataDir, 'force');
  rmSync(folderFor(dataDir).home, { recursive: true, force: true });
}
