import { sql } from 'kysely';
import type { Advice } from '#domain/advice.ts';
import type { AlertDeed } from '#domain/alert.ts';
import type { Trx } from '#server/db/schema.ts';
import { agentAt } from '#server/live/agent-at.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Consume, Delivered } from '#server/live/outbox.ts';

type Violation = Extract<Advice, { kind: 'violation' }>;

/** Takes claims from the log as the engine raises, counts, recovers and withdraws them, and what the agent it is about answers. */
export const takeAlerts: Consume = async (trx, rows) => {
  for (const row of rows) {
    for (const change of row.advice) {
      if (change.op === 'withdrawn') {
        if (change.kind === 'violation') await withdraw(trx, row, change.key);
      } else if (change.advice.kind === 'violation') await note(trx, row, change.advice);
    }
    const { what } = row.event;
    if (what.kind !== 'acted') continue;
    if (what.act.kind === 'acknowledged') await answer(trx, row, what.act.key, 'acknowledged', null);
    if (what.act.kind === 'contested') await answer(trx, row, what.act.key, 'contested', what.act.reason);
  }
};

/** Raised again with another count, or recovered: the same claim. What somebody decided stays decided. */
async function note(trx: Trx, { conversation, event, storedAt }: Delivered, advice: Violation): Promise<void> {
  const { agent, silent } = await servedAt(trx, conversation, event.position);
  await trx
    .insertInto('alerts')
    .values({
      day: dayOf(conversation),
      conversation,
      advice: advice.key,
      rule: advice.from?.key ?? advice.key,
      version: advice.from?.version ?? null,
      title: advice.title,
      severity: advice.severity,
      agent,
      position: event.position,
      at_ms: event.atMs,
      fired_at: storedAt,
      times: advice.times,
      recovered: advice.recovered,
      shadow: silent || advice.shadow === true,
      status: 'fired',
      contest: null,
      decided_by: null,
      decided_at: null,
      reason: null,
    })
    .onConflict(row =>
      row.columns(['conversation', 'advice']).doUpdateSet(old => ({
        times: old.ref('excluded.times'),
        recovered: old.ref('excluded.recovered'),
        status: sql`case when alerts.status = 'withdrawn' then 'fired' else alerts.status end`,
      })),
    )
    .execute();
}

async function withdraw(trx: Trx, { conversation }: Delivered, advice: string): Promise<void> {
  await trx
    .updateTable('alerts')
    .set({ status: 'withdrawn' })
    .where('conversation', '=', conversation)
    .where('advice', '=', advice)
    .where('decided_by', 'is', null)
    .execute();
}

async function answer(
  trx: Trx,
  { conversation, event, storedAt }: Delivered,
  advice: string,
  status: 'acknowledged' | 'contested',
  reason: string | null,
): Promise<void> {
  const { agent } = await servedAt(trx, conversation, event.position); // only whose call it is may act on it
  const row = await trx
    .updateTable('alerts')
    .set({ status, ...(reason === null ? {} : { contest: reason }) })
    .where('conversation', '=', conversation)
    .where('advice', '=', advice)
    .where('agent', 'is not distinct from', agent) // whoever has the call now does not answer for whom it was before
    .where('status', 'in', ['fired', 'acknowledged', 'contested'])
    .returning('id')
    .executeTakeFirst();
  if (row) await addStep(trx, row.id, { by: agent ?? '', what: status, reason, at: storedAt });
}

/** Writes down what somebody did about an alert. */
export async function addStep(
  trx: Trx,
  alert: number,
  step: {
    readonly by: string;
    readonly what: AlertDeed;
    readonly reason: string | null;
    readonly at?: Date;
  },
): Promise<void> {
  await sql`insert into alert_steps (alert, number, by, what, reason, at)
    select ${alert}, coalesce(max(number), 0) + 1, ${step.by}, ${step.what}, ${step.reason}, coalesce(${step.at ?? null}::timestamptz, clock_timestamp())
    from alert_steps where alert = ${alert}`.execute(trx);
}

/** Who had the conversation at a place of its log, and whether it was a silent one. */
async function servedAt(
  trx: Trx,
  conversation: Delivered['conversation'],
  position: Delivered['event']['position'],
): Promise<{ agent: string | null; silent: boolean }> {
  const { rows } = await sql<{ agent: string | null; arm: string | null }>`select ${agentAt(conversation, position)} as agent,
    (select meta ->> 'arm' from conversations where day = ${dayOf(conversation)} and id = ${conversation}) as arm`.execute(trx);
  return { agent: rows[0]?.agent ?? null, silent: rows[0]?.arm === 'silent' };
}
