import { sql } from 'kysely';
import { unsettled } from '#domain/alert.ts';
import type { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import type { AnswerAlert, ClaimsOfConversation, OwnClaims } from '#protocol/alerts.ts';
import { inScope, named } from '#server/alerts/read-alerts.ts';
import { addStep } from '#server/alerts/take-alerts.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';

/** For so long after it was raised an agent may answer a claim that nobody has decided yet. */
export const answerWithinMs = 7 * 86_400_000;

/** The claims of one conversation with what was done about each. Whoever they are about sees none that ran in shadow. */
export async function claimsOf(db: Db, conversation: ConversationId, asker: string, now: number): Promise<ClaimsOfConversation> {
  const rows = await inScope(db, 'all')
    .where('alerts.day', '=', dayOf(conversation))
    .where('alerts.conversation', '=', conversation)
    .where(row => row.or([row('alerts.shadow', '=', false), row(sql`alerts.agent`, 'is distinct from', asker)]))
    .orderBy('alerts.position')
    .orderBy('alerts.id')
    .limit(200)
    .execute();
  const alerts = await named(db, rows);
  const ids = rows.map(({ id }) => id);
  const steps =
    ids.length === 0 ? [] : await db.selectFrom('alert_steps').selectAll().where('alert', 'in', ids).orderBy('number').execute();
  const nameOf = await namesOf(
    db,
    steps.map(({ by }) => by),
  );
  return {
    claims: alerts.map((alert, at) => ({
      alert,
      steps: steps
        .filter(step => step.alert === alert.id)
        .map(({ by, what, reason, at: when }) => ({ by: nameOf(by), what, at: when.toISOString(), ...(reason ? { reason } : {}) })),
      ...(rows[at]?.agent === asker && mayAnswer(rows[at], now) ? { answerUntil: endOf(rows[at].fired_at) } : {}),
    })),
  };
}

/** How many claims each of somebody's recent conversations has, and how many still wait for a decision. */
export async function ownClaims(db: Db, agent: string, sinceDay: number): Promise<OwnClaims> {
  const rows = await db
    .selectFrom('alerts')
    .select(row => [
      'conversation',
      row.fn.countAll<string>().as('all'),
      row.fn.countAll<string>().filterWhere('status', 'in', unsettled).as('waiting'),
      row.fn.countAll<string>().filterWhere('contest', 'is not', null).as('contested'),
    ])
    .where('agent', '=', agent)
    .where('day', '>=', sinceDay)
    .where('shadow', '=', false)
    .where('status', '<>', 'withdrawn')
    .groupBy('conversation')
    .orderBy('conversation', 'desc')
    .limit(500)
    .execute();
  return {
    conversations: rows.map(({ conversation, all, waiting, contested }) => ({
      conversation: conversation as ConversationId,
      claims: Number(all),
      waiting: Number(waiting),
      contested: Number(contested),
    })),
  };
}

/** The agent answers a claim after the call: acknowledges it, or contests it with a reason; until somebody has decided, and for a week. */
export async function answerAlert(
  trx: Trx,
  id: number,
  by: string,
  { answer, reason }: AnswerAlert,
  now: number,
): Promise<{ rule: string }> {
  const row = await trx
    .selectFrom('alerts')
    .select(['agent', 'status', 'rule', 'shadow', 'fired_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.agent !== by || row.shadow) throw new ProblemError({ kind: 'not-found', what: 'alert', id: String(id) });
  if (!unsettled.includes(row.status)) throw new ProblemError({ kind: 'conflict', why: `alert ${id} is ${row.status}` });
  if (!mayAnswer(row, now)) throw new ProblemError({ kind: 'conflict', why: `alert ${id} could be answered until ${endOf(row.fired_at)}` });
  if (answer === 'contested' && !reason) throw new ProblemError({ kind: 'invalid', field: 'reason', why: 'say why it was not so' });
  await trx
    .updateTable('alerts')
    .set({ status: answer, ...(answer === 'contested' ? { contest: reason ?? null } : {}) })
    .where('id', '=', id)
    .execute();
  await addStep(trx, id, { by, what: answer, reason: answer === 'contested' ? (reason ?? null) : null, at: new Date(now) });
  return { rule: row.rule };
}

function mayAnswer({ status, fired_at }: { readonly status: (typeof unsettled)[number]; readonly fired_at: Date }, now: number): boolean {
  return unsettled.includes(status) && now - fired_at.getTime() <= answerWithinMs;
}

function endOf(firedAt: Date): string {
  return new Date(firedAt.getTime() + answerWithinMs).toISOString();
}
