import type { Trx } from '#server/db/schema.ts';
import { type RunAsked, type StartedRun, startRun } from '#server/robots/runs/start-run.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** What set a bot off: the trigger, and the one thing that happened; each is taken once. */
interface Fired {
  readonly trigger: string;
  readonly occasion: string;
  readonly missed?: number;
}

/** Keeps that an occasion started nothing, and why. No: it was taken before. */
export async function notFired(trx: Trx, bot: string, { trigger, occasion, missed = 0 }: Fired, why: string, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('robot_fired')
    .values({ bot, trigger, occasion: occasion.slice(0, 400), at: now, run: null, missed, why: why.slice(0, 500) })
    .onConflict(row => row.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) > 0;
}

/** Starts the run of an occasion unless it was taken before, and keeps what came of it. null: it was taken before. */
export async function fire(trx: Trx, ring: KeyRing, fired: Fired, asked: RunAsked, now: Date): Promise<StartedRun | null> {
  const { trigger, occasion, missed = 0 } = fired;
  const key = { bot: asked.bot, trigger, occasion: occasion.slice(0, 400) };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('robot_fired')
    .values({ ...key, at: now, run: null, missed, why: 'starting' })
    .onConflict(row => row.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return null;
  const started = await startRun(trx, ring, asked);
  const outcome =
    started.kind === 'queued'
      ? { run: started.id, why: null }
      : { run: null, why: started.problems.map(({ field, why }) => `${field}: ${why}`).join('; ') };
  await trx
    .updateTable('robot_fired')
    .set(outcome)
    .where('bot', '=', key.bot)
    .where('trigger', '=', key.trigger)
    .where('occasion', '=', key.occasion)
    .execute();
  return started;
}
