import { againAfterMs } from '#domain/announcement.ts';
import type { Announced } from '#protocol/announcements.ts';

/** What decides which announcement lies open on the desk. */
export interface Moment {
  readonly list: readonly Announced[];
  readonly turns: ReadonlySet<string>; // whose turn the agent's screen says it is
  readonly talk: 'none' | 'open' | 'after'; // a conversation that is on, or its wrap-up
  readonly held: string | null; // the showing that is open now, or was opened by hand
  readonly putAway: Readonly<Record<string, number>>; // showing → when it was put off, or read
  readonly nowMs: number;
}

/** The announcements of this moment: the one that lies open, and those that are unread beside it. */
export interface Picked {
  readonly open?: Announced;
  readonly waiting: readonly Announced[];
  readonly struck: readonly Announced[];
}

/**
 * Urgent ones open when their turn comes, in a conversation too; the others by themselves only while there is none, and by hand during
 * the wrap-up. What is open stays until it is put away, also when nothing more is asked of it; only a call takes it away.
 */
export function pickAnnouncement(list: readonly Announced[], kept: Announced | undefined, moment: Omit<Moment, 'list'>): Picked {
  const { turns, talk, held, putAway, nowMs } = moment;
  const due = list.filter(one => !one.ended && !isAway(one, putAway, nowMs));
  const struck = list.filter(({ ended }) => ended);
  const mayStay = (one: Announced) => one.kind === 'urgent' || talk !== 'open';
  const current = list.find(({ turn }) => turn === held) ?? kept;
  const stays = current && current.turn === held && putAway[current.turn] === undefined && mayStay(current) ? current : undefined;
  const comes = due.find(one => (one.kind === 'urgent' ? turns.has(one.turn) || talk !== 'open' : talk === 'none' && turns.has(one.turn)));
  const urgentFirst = comes?.kind === 'urgent' && stays?.kind !== 'urgent' ? comes : undefined;
  const open = urgentFirst ?? stays ?? comes;
  return { ...(open ? { open } : {}), waiting: due.filter(one => one !== open), struck: struck.filter(one => one !== open) };
}

function isAway({ turn, importance }: Announced, putAway: Moment['putAway'], nowMs: number): boolean {
  const at = putAway[turn];
  if (at === undefined) return false;
  const again = againAfterMs(importance);
  return again === null || nowMs - at < again;
}
