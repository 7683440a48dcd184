import { type Problem, ProblemError } from '#domain/problem.ts';
import type { TaskAnswer, TaskKind } from '#domain/robot-run.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import { wakeRunners } from '#server/robots/runs/wake.ts';

/** Who settles. Whether they may, by role and by who wrote the bot, the caller has asked. */
export interface Settler {
  readonly id: string;
  readonly staffNo: string;
}

/** Settled and the run goes on, or somebody else has to agree first. */
export type SettledTask = { readonly kind: 'settled' | 'second' };

/**
 * Settles what a run waits for. Nobody approves what they asked for themselves; a decision about a commit needs a second person, who
 * answers the same: another answer puts theirs in its place, and the first one is asked again.
 */
export async function settleTask(
  trx: Trx,
  task: string,
  given: { readonly answer: TaskAnswer; readonly reason: string },
  who: Settler,
): Promise<SettledTask> {
  const row = await trx.selectFrom('robot_tasks').selectAll().where('id', '=', task).forUpdate().executeTakeFirst();
  if (!row) refuse({ kind: 'not-found', what: 'task', id: task });
  if (row.state !== 'open' && row.state !== 'second')
    refuse({
      kind: 'conflict',
      why: `it is ${row.state} already`,
      ...(row.settled_by ? { by: row.settled_by } : {}),
      ...(row.settled_at ? { at: row.settled_at.toISOString() } : {}),
    });
  if (!answersOf[row.kind].includes(given.answer.kind))
    refuse({ kind: 'invalid', field: 'answer', why: `${given.answer.kind} does not answer a task of kind ${row.kind}` });
  if (given.answer.kind === 'answered' && !row.shows.options?.includes(given.answer.option))
    refuse({ kind: 'invalid', field: 'answer.option', why: `is none of ${row.shows.options?.join(', ')}` });
  if (row.kind === 'decision' && given.reason.trim() === '') refuse({ kind: 'invalid', field: 'reason', why: 'a decision says why' });
  if ((row.kind === 'approval' || row.kind === 'decision') && row.asked_by === who.staffNo)
    refuse({ kind: 'four-eyes', action: `robot.${row.kind}` });

  const now = new Date();
  const { answer, reason } = given;
  const isSecond = row.state === 'second' && row.settled_by !== who.staffNo && row.answer?.kind === answer.kind;
  const ends = row.kind !== 'decision' || isSecond;
  await trx
    .updateTable('robot_tasks')
    .set({
      state: ends ? 'settled' : 'second',
      ...(isSecond
        ? { second_by: who.staffNo, second_at: now }
        : { answer: JSON.stringify(answer), reason, settled_by: who.staffNo, settled_at: now }),
    })
    .where('id', '=', task)
    .execute();
  if (ends) await goOn(trx, row.run);
  await audit(trx, {
    who: who.id,
    action: ends ? `robot-${row.kind}-settled` : 'robot-decision-proposed',
    subject: `robot-run/${row.run}`,
    details: { task, step: row.path, answer: answer.kind, reason },
  });
  return { kind: ends ? 'settled' : 'second' };
}

/** Puts a run that waited back into the queue, at the front of its priority: it keeps its place by when it was asked for. */
export async function goOn(trx: Trx, run: string): Promise<void> {
  await trx
    .updateTable('robot_runs')
    .set({ state: 'queued', next_at: new Date(), waits: null })
    .where('id', '=', run)
    .where('state', 'in', ['waiting', 'unknown'])
    .execute();
  await wakeRunners(trx);
}

const answersOf: Readonly<Record<TaskKind, readonly TaskAnswer['kind'][]>> = {
  approval: ['approved', 'refused'],
  answer: ['answered'],
  'hand-over': ['handed-back', 'finished', 'abandoned'],
  decision: ['took-effect', 'rerun', 'by-hand'],
};

function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}
