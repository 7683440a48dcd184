import { maxFrameBytes } from '#protocol/up.ts';
import type { App } from '#server/http/app.ts';
import { guarded } from '#server/http/guarded.ts';
import { personOf } from '#server/people/guard.ts';
import { lookAgain } from '#server/people/look-again.ts';
import { type TeamParts, TeamSession } from '#server/supervisor/team-session.ts';

const slowAtBytes = 1024 * 1024;

/** The leader's live way: one WebSocket for the tiles, what needs somebody, and the call being followed. */
export function teamSocket(app: App, parts: TeamParts): void {
  app.get('/v1/supervisor', { websocket: true, config: { permission: 'team.supervise' } }, (socket, request) => {
    const session = new TeamSession(parts, personOf(request), down => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > slowAtBytes) return socket.close(1013, 'reads too slowly'); // it comes back and is told everything anew
      socket.send(JSON.stringify(down));
    });
    socket.on('message', (data, isBinary) => {
      if (isBinary || (data as Buffer).length > maxFrameBytes) return socket.close(1009, 'too large');
      guarded(socket, parts.log, () => session.frame((data as Buffer).toString('utf8')));
    });
    const stopLooking = lookAgain(socket, parts, 'team.supervise', session);
    socket.on('close', () => {
      stopLooking();
      session.close();
    });
    socket.on('error', () => socket.terminate());
    session.begin();
  });
}
