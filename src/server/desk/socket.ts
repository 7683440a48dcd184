import type { WebSocket } from 'ws';
import { maxFrameBytes } from '#protocol/up.ts';
import { type DeskParts, DeskSession } from '#server/desk/desk-session.ts';
import type { App } from '#server/http/app.ts';
import { guarded } from '#server/http/guarded.ts';
import { personOf } from '#server/people/guard.ts';
import { lookAgain } from '#server/people/look-again.ts';
import type { PersonWho } from '#server/people/who.ts';

const slowAtBytes = 2 * 1024 * 1024;

/** The desk's live way: one WebSocket for an agent's inbox, the conversations followed, and what the agent does. */
export function deskSocket(app: App, parts: DeskParts): void {
  app.get('/v1/desk', { websocket: true, config: { permission: 'desk.use' } }, (socket, request) => {
    serve(socket, personOf(request), parts);
  });
}

function serve(socket: WebSocket, who: PersonWho, parts: DeskParts): void {
  const session = new DeskSession(parts, who, down => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > slowAtBytes) {
      // It follows again from the last number it has: nothing is lost, and nobody else waits for it.
      socket.send(JSON.stringify({ type: 'refused', problem: { kind: 'busy', retryAfterMs: 1000 } }));
      return socket.close(1013, 'reads too slowly');
    }
    socket.send(JSON.stringify(down));
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary || (data as Buffer).length > maxFrameBytes) {
      return socket.send(JSON.stringify({ type: 'refused', problem: { kind: 'too-large', limitBytes: maxFrameBytes } }));
    }
    guarded(socket, parts.log, () => session.frame((data as Buffer).toString('utf8')));
  });
  const stopLooking = lookAgain(socket, parts, 'desk.use', session);
  socket.on('close', code => {
    stopLooking();
    session.close(code === 1000 || code === 1001 || code === 4401 ? 'left' : 'lost');
  });
  socket.on('error', () => socket.terminate()); // a broken frame; the desk comes back and follows again
  session.begin();
}
