import { type Problem, ProblemError } from '#domain/problem.ts';
import type { RunsRequeued } from '#protocol/robot-runs.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { RunRow } from '#server/robots/runs/claim.ts';
import { openInputs } from '#server/robots/runs/sealed-inputs.ts';
import { goOn } from '#server/robots/runs/settle-task.ts';
import { startRun } from '#server/robots/runs/start-run.ts';
import { wakeRunners } from '#server/robots/runs/wake.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** Who changes a run. */
export interface Operator {
  readonly id: string;
  readonly staffNo: string;
}

/** Cancels a run: at once where nobody is at it, else between two steps. One in doubt is decided, not cancelled. */
export async function cancelRun(trx: Trx, id: string, who: Operator, reason: string): Promise<void> {
  const run = await lockRun(trx, id);
  if (run.state === 'unknown') refuse({ kind: 'conflict', why: 'nobody can tell whether it took effect: decide that first' });
  const wish = JSON.stringify({ kind: 'cancel', by: who.staffNo, reason });
  if (run.state === 'queued' || run.state === 'waiting') {
    await trx
      .updateTable('robot_runs')
      .set({ state: 'cancelled', ended_at: new Date(), waits: null, sealed: null, wish: null })
      .where('id', '=', id)
      .execute();
    await trx
      .updateTable('robot_tasks')
      .set({ state: 'withdrawn' })
      .where('run', '=', id)
      .where('state', 'in', ['open', 'second'])
      .execute();
    await trx.deleteFrom('robot_results').where('run', '=', id).execute();
    if (run.state === 'waiting')
      await trx // a commit that a person was asked to do by hand; a queued one may be decided and not yet gone on with
        .updateTable('robot_deeds')
        .set({ state: 'void', settled_at: new Date() })
        .where('run', '=', id)
        .where('state', '=', 'begun')
        .execute();
  } else if (run.state === 'running') await trx.updateTable('robot_runs').set({ wish }).where('id', '=', id).execute();
  else refuse({ kind: 'conflict', why: `it is ${run.state} already` });
  await audit(trx, { who: who.id, action: 'robot-run-cancel', subject: `robot-run/${id}`, details: { reason } });
}

/** Asks to do the next step of a run by hand. */
export async function takeOverByHand(trx: Trx, id: string, who: Operator, reason: string): Promise<void> {
  const run = await lockRun(trx, id);
  if (run.state !== 'queued' && run.state !== 'running') refuse({ kind: 'conflict', why: `it is ${run.state}` });
  await trx
    .updateTable('robot_runs')
    .set({ wish: JSON.stringify({ kind: 'take-over', by: who.staffNo, reason }) })
    .where('id', '=', id)
    .execute();
  await wakeRunners(trx);
  await audit(trx, { who: who.id, action: 'robot-run-take-over', subject: `robot-run/${id}`, details: { reason } });
}

/** Has the target of a commit in doubt read once more, for whoever decides. */
export async function readDoubtOnceMore(trx: Trx, id: string, who: Operator): Promise<void> {
  const run = await lockRun(trx, id);
  if (run.state !== 'unknown') refuse({ kind: 'conflict', why: `it is ${run.state}` });
  await trx
    .updateTable('robot_runs')
    .set({ wish: JSON.stringify({ kind: 'read-again', by: who.staffNo, reason: '' }) })
    .where('id', '=', id)
    .execute();
  await goOn(trx, id);
  await audit(trx, { who: who.id, action: 'robot-run-read-again', subject: `robot-run/${id}`, details: {} });
}

/** Asks for failed or cancelled runs again, each as a new run with the same inputs. What was committed under its key is not done again. */
export async function requeueRuns(db: Db, ring: KeyRing, ids: readonly string[], reason: string, who: Operator): Promise<RunsRequeued> {
  const done: RunsRequeued = { requeued: [], refused: [] };
  for (const id of new Set(ids)) {
    try {
      done.requeued.push({ run: id, as: await db.transaction().execute(trx => requeueRun(trx, ring, id, reason, who)) });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      done.refused.push({ run: id, why: whyOf(error.problem) });
    }
  }
  return done;
}

async function requeueRun(trx: Trx, ring: KeyRing, id: string, reason: string, who: Operator): Promise<string> {
  const run = await lockRun(trx, id);
  if (run.state !== 'failed' && run.state !== 'cancelled') refuse({ kind: 'conflict', why: `it is ${run.state}` });
  if (run.requeued_as !== null) refuse({ kind: 'conflict', why: `it was asked for again as ${run.requeued_as}` });
  const secrets = openInputs(ring, run.id, run.sealed);
  const inputs = Object.fromEntries(
    Object.entries(run.inputs).map(([name, input]) => [
      name,
      'value' in input ? input.value : 'mark' in input ? input.mark : secrets[name],
    ]),
  );
  const started = await startRun(trx, ring, {
    bot: run.bot,
    inputs,
    mode: run.mode,
    askedBy: who.staffNo,
    ...(run.asked_for === null ? {} : { askedFor: run.asked_for }),
    ...(run.conversation === null ? {} : { conversation: run.conversation }),
    ...(run.consent === null ? {} : { consent: Number(run.consent) }),
    cause: { kind: 'requeued', from: id, reason },
    priority: run.priority,
    requeuedFrom: id,
  });
  if (started.kind === 'refused') refuse({ kind: 'conflict', why: started.problems.map(({ field, why }) => `${field} ${why}`).join('; ') });
  await trx.updateTable('robot_runs').set({ requeued_as: started.id, again_by: who.staffNo }).where('id', '=', id).execute();
  await audit(trx, { who: who.id, action: 'robot-run-requeued', subject: `robot-run/${id}`, details: { as: started.id, reason } });
  return started.id;
}

async function lockRun(trx: Trx, id: string): Promise<RunRow> {
  const row = await trx.selectFrom('robot_runs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? refuse({ kind: 'not-found', what: 'run', id });
}

function whyOf(problem: Problem): string {
  if (problem.kind === 'conflict') return problem.why;
  return problem.kind === 'not-found' ? `there is no such ${problem.what}` : problem.kind;
}

function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}
