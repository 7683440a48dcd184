import { type Met, met } from '#robots/limits.ts';
import type { Ride } from '#server/robots/runs/ride.ts';
import { limitsOf, writeUse } from '#server/robots/runs/targets.ts';

/** Tells a target's breaker what a run met there. The row is only locked when there is something to tell. */
export async function metTarget({ parts, targets }: Pick<Ride, 'parts' | 'targets'>, name: string, what: Met): Promise<void> {
  const limits = targets.get(name)?.limits;
  if (!limits) return;
  const { db } = parts;
  if (what.kind !== 'login-failed') {
    const isSlow = what.kind === 'answered' && what.tookMs > limits.breaker.slowMs;
    const row = isSlow ? null : await db.selectFrom('robot_targets').select('use').where('name', '=', name).executeTakeFirst();
    if (row && (what.kind === 'signed-in' ? row.use.failedLogins === 0 : row.use.broken === null)) return;
  }
  await db.transaction().execute(async trx => {
    const row = await trx.selectFrom('robot_targets').selectAll().where('name', '=', name).forUpdate().executeTakeFirst();
    if (row) await writeUse(trx, name, met(limitsOf(row), row.use, what, parts.clock.now()));
  });
}
