import type { WebSocket } from 'ws';
import type { Permission } from '#domain/permission.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import { refreshSession } from '#server/people/sessions.ts';
import type { PersonWho } from '#server/people/who.ts';

const lookAgainMs = 30_000;

/** A socket outlives a request: whose it is and what they may is looked up again now and then, and the socket ends with the right to it. */
export function lookAgain(
  socket: Pick<WebSocket, 'close'>,
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  permission: Permission,
  session: { readonly who: PersonWho; renew(who: PersonWho): void },
): () => void {
  let stop = () => {};
  const look = () => {
    refreshSession(db, clock, session.who)
      .then(who => {
        if (!who?.may.has(permission)) return socket.close(4401, 'signed out');
        session.renew(who);
        stop = clock.after(lookAgainMs, look);
      })
      .catch(() => {
        stop = clock.after(lookAgainMs, look); // the database is away: ask again later
      });
  };
  stop = clock.after(lookAgainMs, look);
  return () => stop();
}
