import type { NeedRow } from '#protocol/supervisor.ts';
import { type PersonWho, unitsWith } from '#server/people/who.ts';
import type { CallPicture } from '#server/supervisor/call-picture.ts';
import type { Floor } from '#server/supervisor/floor.ts';
import { reaches } from '#server/supervisor/reach.ts';

/** The team of whoever has a call; null when it is nobody's, or theirs who is not known here. */
export function teamOf(floor: Pick<Floor, 'teams'>, call: CallPicture): string | null {
  return call.agent === null ? null : (floor.teams.seats.get(call.agent)?.unit ?? null);
}

/** How a call's need comes to somebody, if it does; one's own takes stay one's own. */
export function reachOf(
  floor: Pick<Floor, 'teams' | 'handled'>,
  who: PersonWho,
  call: CallPicture,
  nowAt: number,
): NeedRow['reach'] | null {
  const team = teamOf(floor, call);
  if (team === null || !call.need) return null;
  const taken = floor.handled(call.conversation).taken.get(call.need.position);
  const need = { neededAt: call.need.at, ...(taken ? { takenAt: taken.at } : {}) };
  const reach = reaches(floor.teams.tree, unitsWith(who, 'team.supervise'), team, need, nowAt);
  return reach ?? (taken?.by === who.staffNo ? 'next' : null);
}

/** Whether somebody may look into a call, take it and whisper in it: an agent of their units has it, or its need has come to them. */
export function mayLead(floor: Pick<Floor, 'teams' | 'handled'>, who: PersonWho, call: CallPicture, nowAt: number): boolean {
  const team = teamOf(floor, call);
  if (team === null || call.agent === who.staffNo || !who.may.has('team.supervise')) return false;
  const units = unitsWith(who, 'team.supervise');
  return units === 'all' || units.includes(team) || reachOf(floor, who, call, nowAt) !== null;
}
