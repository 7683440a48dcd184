import { sql } from 'kysely';
import type { ConversationId } from '#domain/ids.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import { inZone } from '#server/live/local-time.ts';
import type { Consume } from '#server/live/outbox.ts';
import { readLog } from '#server/live/read-rows.ts';
import { factsOf } from '#server/value/facts-of.ts';
import { mondayOf, tenureOf } from '#server/value/tenure.ts';

/** Counts a call when it ends, and once more when its wrap-up is confirmed or corrected. */
export const takeFacts: Consume = async (trx, rows) => {
  const over = new Set<ConversationId>();
  for (const { conversation, event } of rows) {
    const { what } = event;
    if (what.kind === 'closed' || (what.kind === 'acted' && (what.act.kind === 'wrapped' || what.act.kind === 'amended')))
      over.add(conversation);
  }
  for (const id of over) await takeOne(trx, id);
};

async function takeOne(trx: Trx, id: ConversationId): Promise<void> {
  const day = dayOf(id);
  const call = await trx
    .selectFrom('conversations')
    .leftJoin('person', 'person.staff_no', 'conversations.agent')
    .select([
      'conversations.meta',
      'conversations.agent',
      'conversations.opened_at',
      'conversations.closed_at',
      'person.unit',
      'person.hired_on',
    ])
    .where('conversations.day', '=', day)
    .where('conversations.id', '=', id)
    .executeTakeFirst();
  if (!call) return;
  const counts = factsOf(await readLog(trx, id));
  const openedOn = inZone(call.meta.openedAt, call.meta.timeZone).slice(0, 10);
  const values = {
    conversation: id as string,
    day,
    week: mondayOf(openedOn),
    opened_at: call.opened_at,
    closed_at: call.closed_at,
    agent: call.agent,
    unit: call.unit,
    queue: call.meta.queue ?? '',
    tenure: tenureOf(counts.hiredOn ?? call.hired_on, openedOn),
    arm: call.meta.arm,
    answers: counts.answers,
    answers_15: counts.answersWithin15,
    unanswered: counts.unanswered,
    layout: call.meta.channel === 'chat' ? ('text' as const) : call.meta.layout,
    answer_ms: counts.figures?.answers.sumMs ?? 0,
    silence_ms: counts.figures?.silences.sumMs ?? 0,
    hold_ms: counts.figures?.holds.sumMs ?? 0,
    talk_overs: counts.figures?.talkOvers?.n ?? null,
    letters: counts.figures?.spoken.letters ?? 0,
    spoken_ms: counts.figures?.spoken.ms ?? 0,
    look_ups: counts.lookUps,
    look_up_ms: counts.lookUpMs,
    talk_ms: counts.talkMs,
    after_ms: counts.wrapMs,
    steps: counts.steps,
    omitted: counts.omitted,
    customer: call.meta.customerRef ?? null,
    leaf: counts.leaf,
    confirmed: counts.isConfirmed,
    unchanged: counts.isUnchanged,
    corrected: counts.isCorrected,
    wrap_ms: counts.wrapMs,
  };
  await trx
    .insertInto('call_facts')
    .values(values)
    .onConflict(row => row.column('conversation').doUpdateSet(values))
    .execute();
}

/**
 * After-call time by telephony's own word, where no wrap-up was confirmed on the desk: from the end of the call until the agent left
 * the state wrapping. The only way to know it for silent calls.
 */
export async function fillAfterCall(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    update call_facts f set after_ms = (extract(epoch from (left_at.at - f.closed_at)) * 1000)::bigint
    from (
      select g.conversation, min(c.at) as at
      from call_facts g join presence_changes c on c.staff_no = g.agent and c.state <> 'wrapping'
        and c.at > g.closed_at and c.at < g.closed_at + interval '30 minutes'
      where g.after_ms is null and not g.confirmed and g.closed_at > now() - interval '2 hours'
        and exists (select from presence_changes w where w.staff_no = g.agent and w.state = 'wrapping'
          and w.at between g.closed_at - interval '5 seconds' and c.at)
      group by g.conversation
    ) left_at
    where left_at.conversation = f.conversation`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
