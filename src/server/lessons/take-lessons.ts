import type { ConversationId } from '#domain/ids.ts';
import type { Trx } from '#server/db/schema.ts';
import { lessonsOf } from '#server/lessons/lessons-of.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Consume } from '#server/live/outbox.ts';
import { readLog } from '#server/live/read-rows.ts';

/** Takes from the log what confirmed wrap-ups may teach; a correction takes back what nobody has decided on yet. */
export const takeLessons: Consume = async (trx, rows) => {
  const confirmed = new Map<ConversationId, Date>();
  for (const { conversation, event, storedAt } of rows) {
    const { what } = event;
    if (what.kind === 'acted' && (what.act.kind === 'wrapped' || what.act.kind === 'amended')) confirmed.set(conversation, storedAt);
  }
  for (const [conversation, at] of confirmed) await takeOne(trx, conversation, at);
};

async function takeOne(trx: Trx, conversation: ConversationId, at: Date): Promise<void> {
  await trx.deleteFrom('lessons').where('conversation', '=', conversation).where('state', '=', 'offered').execute();
  const found = lessonsOf(await readLog(trx, conversation));
  if (found.length === 0) return;
  const values = found.map(({ leaf, how, row, span: [from_at, to_at] }) => ({
    day: dayOf(conversation),
    conversation,
    row,
    from_at,
    to_at,
    leaf,
    how,
    at,
    decided_by: null,
    decided_at: null,
    draft: null,
  }));
  await trx
    .insertInto('lessons')
    .values(values)
    .onConflict(conflict => conflict.doNothing())
    .execute();
}
