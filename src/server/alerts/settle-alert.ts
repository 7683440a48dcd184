import { unsettled } from '#domain/alert.ts';
import { ProblemError } from '#domain/problem.ts';
import type { SettleAlert, SuggestExemption } from '#protocol/alerts.ts';
import { addStep } from '#server/alerts/take-alerts.ts';
import type { Trx } from '#server/db/schema.ts';

/** Confirms or dismisses a claim. Nobody settles their own; one that somebody else settled meanwhile, or that was withdrawn, is a conflict. */
export async function settleAlert(
  trx: Trx,
  id: number,
  by: string,
  { outcome, reason }: SettleAlert,
  now: number,
): Promise<{ readonly rule: string; readonly conversation: string }> {
  const row = await trx
    .selectFrom('alerts')
    .select(['agent', 'status', 'decided_by', 'rule', 'conversation'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'alert', id: String(id) });
  if (row.agent === by) throw new ProblemError({ kind: 'four-eyes', action: 'settle-alert' });
  if (!unsettled.includes(row.status))
    throw new ProblemError({
      kind: 'conflict',
      why: row.decided_by ? `alert ${id} was settled by ${row.decided_by}` : `alert ${id} was withdrawn`,
    });
  await trx
    .updateTable('alerts')
    .set({ status: outcome, decided_by: by, decided_at: new Date(now), reason: reason ?? null })
    .where('id', '=', id)
    .execute();
  await addStep(trx, id, { by, what: outcome, reason: reason ?? null });
  return { rule: row.rule, conversation: row.conversation };
}

/** Keeps words beside which a rule should be quiet, for the editors; the alert is the test they must make pass. */
export async function suggestExemption(
  trx: Trx,
  id: number,
  by: string,
  { unless, note }: SuggestExemption,
): Promise<{ readonly rule: string }> {
  const row = await trx.selectFrom('alerts').select(['agent', 'rule']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'alert', id: String(id) });
  if (row.agent === by) throw new ProblemError({ kind: 'four-eyes', action: 'settle-alert' });
  await trx
    .insertInto('rule_suggestions')
    .values({ alert: id, rule: row.rule, unless, note: note ?? null, by })
    .execute();
  return { rule: row.rule };
}

const undoMs = 60_000;

/** Takes one's own decision back, shortly after it was made: the claim stands as it stood before. */
export async function reopenAlert(
  trx: Trx,
  id: number,
  by: string,
  now: number,
): Promise<{ readonly rule: string; readonly conversation: string }> {
  const row = await trx
    .selectFrom('alerts')
    .select(['rule', 'conversation', 'decided_by', 'decided_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'alert', id: String(id) });
  if (row.decided_by !== by || !row.decided_at) throw new ProblemError({ kind: 'conflict', why: `alert ${id} was not settled by ${by}` });
  if (now - row.decided_at.getTime() > undoMs) throw new ProblemError({ kind: 'conflict', why: `alert ${id} was settled too long ago` });
  const answered = await trx
    .selectFrom('alert_steps')
    .select('what')
    .where('alert', '=', id)
    .where('what', 'in', ['acknowledged', 'contested'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const status = answered?.what === 'acknowledged' || answered?.what === 'contested' ? answered.what : 'fired';
  await trx.updateTable('alerts').set({ status, decided_by: null, decided_at: null, reason: null }).where('id', '=', id).execute();
  await addStep(trx, id, { by, what: 'reopened', reason: null });
  return { rule: row.rule, conversation: row.conversation };
}
