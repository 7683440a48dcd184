import { existsSync } from 'node:fs';
import type { EmbeddedFolder } from '#server/db/embedded-folder.ts';
import { hasRoom } from '#server/db/embedded-room.ts';
import { runningServer } from '#server/db/embedded-server.ts';
import { exclusive } from '#server/db/exclusive.ts';
import type { Log } from '#server/log.ts';

const everyMs = 1_000;
const longestPauseMs = 30_000;

/** Looks every second whether the server lives and revives it, unless it was stopped on purpose. The returned function ends it. */
export function watch(folder: EmbeddedFolder, revive: () => Promise<void>, log: Log): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve();
  let busy = false;
  let pauseMs = 0;
  let notBefore = 0;
  let waitsForRoom = false;
  const gone = () => !existsSync(folder.stopped) && !runningServer(folder);
  const timer = setInterval(() => {
    if (busy || !gone()) return;
    if (Date.now() < notBefore && !(waitsForRoom && hasRoom(folder))) return;
    busy = true;
    looking = exclusive(folder.home, async () => {
      if (gone()) await revive();
      pauseMs = 0;
      waitsForRoom = false;
    })
      .catch(error => {
        waitsForRoom = !hasRoom(folder); // then it is started as soon as there is some, without waiting out the pause
        pauseMs = Math.min(longestPauseMs, Math.max(everyMs, pauseMs * 2));
        notBefore = Date.now() + pauseMs;
        log.error({ err: error, pauseMs }, 'database could not be started again');
      })
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
