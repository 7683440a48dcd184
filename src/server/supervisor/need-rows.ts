import type { NeedRow } from '#protocol/supervisor.ts';
import type { PersonWho } from '#server/people/who.ts';
import type { CallPicture } from '#server/supervisor/call-picture.ts';
import type { Floor } from '#server/supervisor/floor.ts';
import { reachOf } from '#server/supervisor/may-lead.ts';
import { chanceOf, ranked, urgencyOfCall } from '#server/supervisor/need.ts';

const mostTags = 3;

/** The calls that need this leader, the most urgent first; of two alike the one that has waited longer. */
export function needRows(floor: Pick<Floor, 'inNeed' | 'teams' | 'handled'>, who: PersonWho, nowAt: number): readonly NeedRow[] {
  const rows = [...floor.inNeed()].flatMap(call => {
    const reach = reachOf(floor, who, call, nowAt);
    const row = reach && call.agent !== who.staffNo ? rowOf(floor, call, reach) : null;
    return row ? [{ row, urgency: urgencyOfCall(call, row.taken !== undefined && row.taken.by !== who.staffNo) }] : [];
  });
  rows.sort((a, b) => b.urgency - a.urgency || a.row.neededAt - b.row.neededAt || (a.row.conversation < b.row.conversation ? -1 : 1));
  return rows.map(({ row }) => row);
}

function rowOf(floor: Pick<Floor, 'teams' | 'handled'>, call: CallPicture, reach: NeedRow['reach']): NeedRow | null {
  const { teams } = floor;
  const alarms = ranked(call);
  const [first] = alarms;
  const seat = teams.seats.get(call.agent ?? '');
  if (!first || !call.need || !seat) return null;
  const taken = floor.handled(call.conversation).taken.get(call.need.position);
  return {
    conversation: call.conversation,
    position: call.need.position,
    agent: seat.staffNo,
    name: seat.name,
    unit: teams.unitNames.get(seat.unit) ?? seat.unit,
    ...(call.topic === null ? {} : { topic: call.topic }),
    openedAt: call.openedAt,
    neededAt: call.need.at,
    reach,
    claim: first.title,
    tags: alarms.slice(0, mostTags).map(({ rule, title, kind }) => ({ rule, title, tone: kind === 'violation' ? 'stop' : 'plain' })),
    chance: chanceOf(call),
    ...(taken ? { taken } : {}),
  };
}
