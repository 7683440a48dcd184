import { sql } from 'kysely';
import { ProblemError } from '#domain/problem.ts';
import type { Named } from '#protocol/content.ts';
import type { GiveRobotHandover, RobotHandoverList } from '#protocol/robot-tasks.ts';
import { audit } from '#server/audit/audit.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { Doer } from '#server/robots/bots/versions.ts';

/** Hands everything that is open to the next shift, with a note for what needs one. It is signed for by whom it is given to. */
export async function giveHandover(trx: Trx, given: GiveRobotHandover, by: Doer, now: Date): Promise<{ id: number; tasks: number }> {
  if (given.to === by.staffNo) throw new ProblemError({ kind: 'four-eyes', action: 'hand over to oneself' });
  if (!(await takers(trx)).some(({ staffNo }) => staffNo === given.to))
    throw new ProblemError({ kind: 'invalid', field: 'to', why: 'is nobody who works with robots' });
  const open = await trx
    .selectFrom('robot_tasks')
    .select(['id', 'shows'])
    .where('state', 'in', ['open', 'second'])
    .orderBy('made_at')
    .limit(500)
    .execute();
  const tasks = open.map(({ id, shows }) => ({ id, title: shows.title, titleEn: shows.titleEn, note: given.tasks[id] ?? '' }));
  const { id } = await trx
    .insertInto('robot_handovers')
    .values({
      ...{ given_by: by.staffNo, given_to: given.to, note: given.note, tasks: JSON.stringify(tasks), given_at: now },
      ...{ taken_at: null, remark: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await audit(trx, {
    who: by.id,
    action: 'robot-handover-given',
    subject: `robot-handover/${id}`,
    details: { to: given.to, tasks: tasks.length },
  });
  return { id, tasks: tasks.length };
}

/** Whom it was given to signs for it, once. */
export async function takeHandover(trx: Trx, id: number, remark: string, by: Doer, now: Date): Promise<void> {
  const row = await trx.selectFrom('robot_handovers').select(['given_to', 'taken_at']).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'handover', id: String(id) });
  if (row.given_to !== by.staffNo) throw new ProblemError({ kind: 'not-allowed', action: 'sign for a handover to somebody else' });
  if (row.taken_at) throw new ProblemError({ kind: 'conflict', why: 'it is signed for', at: row.taken_at.toISOString() });
  await trx
    .updateTable('robot_handovers')
    .set({ taken_at: now, remark: remark || null })
    .where('id', '=', id)
    .execute();
  await audit(trx, { who: by.id, action: 'robot-handover-taken', subject: `robot-handover/${id}`, details: { remark } });
}

/** The latest handovers, and who may be handed to. */
export async function listHandovers(db: Db, staffNo: string): Promise<RobotHandoverList> {
  const rows = await db.selectFrom('robot_handovers').selectAll().orderBy('id', 'desc').limit(20).execute();
  const ids = rows.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  const open = new Set(
    (
      await db
        .selectFrom('robot_tasks')
        .select('id')
        .where('id', 'in', ['', ...ids])
        .where('state', 'in', ['open', 'second'])
        .execute()
    ).map(({ id }) => id),
  );
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.given_by, row.given_to]),
  );
  return {
    handovers: rows.map(row => ({
      ...{ id: row.id, by: named(row.given_by), to: named(row.given_to), note: row.note, at: row.given_at.toISOString() },
      tasks: row.tasks.map(task => ({ ...task, open: open.has(task.id) })),
      ...(row.taken_at ? { takenAt: row.taken_at.toISOString() } : {}),
      ...(row.remark ? { remark: row.remark } : {}),
      mine: row.given_to === staffNo && row.taken_at === null,
    })),
    people: (await takers(db)).filter(one => one.staffNo !== staffNo),
  };
}

/** Everybody who operates or approves robots. */
async function takers(db: Db | Trx): Promise<Named[]> {
  const rows = await db
    .selectFrom('person as p')
    .select(['p.staff_no', 'p.name'])
    .where('p.active', '=', true)
    .where(row =>
      row.exists(
        row
          .selectFrom('person_role as g')
          .innerJoin('role as r', 'r.key', 'g.role')
          .select('g.role')
          .whereRef('g.person', '=', 'p.id')
          .where(sql<boolean>`r.may && '{robot.operate,robot.approve}'::text[]`),
      ),
    )
    .orderBy('p.staff_no')
    .limit(200)
    .execute();
  return rows.map(({ staff_no, name }) => ({ staffNo: staff_no, name }));
}
