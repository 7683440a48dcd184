import { sql } from 'kysely';
import type { Db } from '#server/db/schema.ts';
import { goOn } from '#server/robots/runs/settle-task.ts';

/** Ends what nobody answered in time; the run goes on with what its bot says about that. */
export async function expireTasks(db: Db): Promise<number> {
  const { rows } = await sql<{
    id: string;
  }>`select id from robot_tasks where state = 'open' and until_at < clock_timestamp() limit 100`.execute(db);
  for (const { id } of rows)
    await db.transaction().execute(async trx => {
      const ended = await trx
        .updateTable('robot_tasks')
        .set({ state: 'expired' })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .returning('run')
        .executeTakeFirst();
      if (ended) await goOn(trx, ended.run);
    });
  return rows.length;
}
