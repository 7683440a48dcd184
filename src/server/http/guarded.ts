import type { WebSocket } from 'ws';
import type { Log } from '#server/log.ts';

/** Does what a frame asks for. What should be impossible ends this connection, which comes back, and not the process with everybody else's. */
export function guarded(socket: Pick<WebSocket, 'close'>, log: Log, work: () => void): void {
  try {
    work();
  } catch (error) {
    log.error({ err: error }, 'a frame broke its connection');
    socket.close(1011, 'internal');
  }
}
