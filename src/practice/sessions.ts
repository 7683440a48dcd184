import { randomBytes } from 'node:crypto';
import type { PracticeUser } from '#practice/staff.ts';

/** Somebody signed in; rows of lists are named by tickets of the session, so that no address holds a card number. */
export interface Session {
  readonly id: string;
  readonly user: PracticeUser;
  readonly tickets: Map<string, string>;
  seenAt: number;
}

const atMost = 200;
const ticketsAtMost = 500;

/** Who is signed in. The longest unseen goes when there are too many. */
export class Sessions {
  readonly #byId = new Map<string, Session>();

  open(user: PracticeUser, now: number): Session {
    const session = { id: randomBytes(16).toString('hex').toUpperCase(), user, tickets: new Map<string, string>(), seenAt: now };
    this.#byId.set(session.id, session);
    const oldest = this.#byId.keys().next().value;
    if (this.#byId.size > atMost && oldest !== undefined) this.#byId.delete(oldest);
    return session;
  }

  /** The session of a cookie, unless it was idle for too long. */
  find(id: string | null, now: number, idleMs: number): Session | null {
    const session = id === null ? undefined : this.#byId.get(id);
    if (!session) return null;
    this.#byId.delete(session.id);
    if (now - session.seenAt > idleMs) return null;
    session.seenAt = now;
    this.#byId.set(session.id, session);
    return session;
  }

  close(id: string): void {
    this.#byId.delete(id);
  }

  get size(): number {
    return this.#byId.size;
  }
}

/** A name for something in a list of this session. */
export function ticketFor({ tickets }: Session, held: string): string {
  const ticket = randomBytes(6).toString('hex');
  tickets.set(ticket, held);
  const oldest = tickets.keys().next().value;
  if (tickets.size > ticketsAtMost && oldest !== undefined) tickets.delete(oldest);
  return ticket;
}
