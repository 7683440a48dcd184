import { ProblemError } from '#domain/problem.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import type { PersonWho } from '#server/people/who.ts';
import { wakeRunners } from '#server/robots/runs/wake.ts';

/** Asks the runner to stop after the step that is under way and hand the run over; what was done stays done. */
export async function takeByHand(trx: Trx, run: string, who: Pick<PersonWho, 'id' | 'staffNo'>): Promise<void> {
  const wish = JSON.stringify({ kind: 'take-over', by: who.staffNo, reason: '' });
  const { numUpdatedRows } = await trx
    .updateTable('robot_runs')
    .set({ wish })
    .where('id', '=', run)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ProblemError({ kind: 'conflict', why: 'the run is over, or waits for somebody already' });
  await wakeRunners(trx);
  await audit(trx, { who: who.id, action: 'robot-run-take-over', subject: `robot-run/${run}`, details: {} });
}
