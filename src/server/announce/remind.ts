import { sql } from 'kysely';
import { refuse } from '#server/announce/drafts.ts';
import { readShown, targetsOf } from '#server/announce/reach.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';

const againAfterMs = 60_000;

/** Reminds those on shift who have not had it painted, all of them or some: their desks show it anew, hidden ones notify again. */
export async function remind(
  db: Db,
  id: number,
  by: string,
  scope: readonly string[] | null,
  agents: readonly string[] | undefined,
  nowMs: number,
  timeZone: string,
): Promise<readonly string[]> {
  return db.transaction().execute(async trx => {
    const head = await trx.selectFrom('announcements').select(['state', 'expires_at']).where('id', '=', id).forUpdate().executeTakeFirst();
    if (head?.state !== 'published' || (head.expires_at?.getTime() ?? 0) <= nowMs) refuse({ kind: 'conflict', why: 'it is not in force' });
    const shown = await readShown(trx, id, nowMs, timeZone);
    const { rows } = await sql<{ agent: string }>`
      update announcement_targets set reminded = reminded + 1, reminded_at = ${new Date(nowMs)}
      where announcement = ${id} and (reminded_at is null or reminded_at < ${new Date(nowMs - againAfterMs)})
        ${scope === null ? sql`` : sql`and unit = any(${[...scope]}::text[])`}
        ${agents === undefined ? sql`` : sql`and agent = any(${[...agents]}::text[])`}
        and agent in (select agent from ${targetsOf(id, shown)} as t where on_shift and painted_at is null)
      returning agent`.execute(trx);
    if (rows.length > 0) {
      await trx.updateTable('announcements').set({ stamp: sql`stamp + 1` }).where('id', '=', id).execute();
      await audit(trx, { who: by, action: 'announcement-reminded', subject: `announcement/${id}`, details: { people: rows.length } });
    }
    return rows.map(({ agent }) => agent);
  });
}
