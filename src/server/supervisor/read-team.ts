import { sql } from 'kysely';
import { ConversationId } from '#domain/ids.ts';
import type { Tile } from '#protocol/supervisor.ts';
import type { Db } from '#server/db/schema.ts';
import { dayAt } from '#server/live/conversation-id.ts';
import type { Tree } from '#server/supervisor/reach.ts';
import type { LastSeen, Seat } from '#server/supervisor/tile.ts';

/** Everybody who has a place on some leader's page, and how the units hang together. */
export interface Teams {
  readonly seats: ReadonlyMap<string, Seat>; // by 工号
  readonly unitNames: ReadonlyMap<string, string>;
  readonly tree: Tree;
}

/** Reads who serves customers where: those with a desk who lead nobody. */
export async function readTeams(db: Db): Promise<Teams> {
  const units = await db.selectFrom('unit').select(['id', 'parent', 'name']).execute();
  const leaders = await db
    .selectFrom('person_role')
    .innerJoin('role', 'role.key', 'person_role.role')
    .innerJoin('person', 'person.id', 'person_role.person')
    .select('person_role.unit')
    .distinct()
    .where('person.active', '=', true)
    .where(sql<boolean>`'team.supervise' = any (role.may)`)
    .execute();
  const people = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person', 'person.id')
    .innerJoin('role', 'role.key', 'person_role.role')
    .select(['person.staff_no', 'person.name', 'person.unit'])
    .where('person.active', '=', true)
    .groupBy(['person.staff_no', 'person.name', 'person.unit'])
    .having(sql<boolean>`bool_or('desk.use' = any (role.may)) and not bool_or('team.supervise' = any (role.may))`)
    .execute();
  return {
    seats: new Map(people.map(({ staff_no, name, unit }) => [staff_no, { staffNo: staff_no, name, unit }])),
    unitNames: new Map(units.map(({ id, name }) => [id, name])),
    tree: { parents: new Map(units.map(({ id, parent }) => [id, parent])), led: new Set(leaders.map(({ unit }) => unit)) },
  };
}

const presenceLastsMs = 12 * 3_600_000;

/** What telephony said last of everybody, of the last twelve hours. */
export async function readPresence(db: Db, nowAt: number): Promise<ReadonlyMap<string, LastSeen>> {
  const rows = await db
    .selectFrom('presence')
    .select(['staff_no', 'state', 'at'])
    .where('at', '>', new Date(nowAt - presenceLastsMs))
    .execute();
  return new Map(rows.map(({ staff_no, state, at }) => [staff_no, { state: state as Tile['state'], at: at.getTime() }]));
}

const reachesBackMs = 3 * 86_400_000;

/** All conversations that are open and shown to somebody. */
export async function readOpen(db: Db, nowAt: number): Promise<readonly ConversationId[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('day', '>=', dayAt(nowAt - reachesBackMs))
    .where('status', '=', 'open')
    .where('agent', 'is not', null)
    .where(row => row(row.ref('meta', '->>').key('arm'), '<>', 'silent'))
    .execute();
  return rows.map(({ id }) => ConversationId.parse(id));
}
