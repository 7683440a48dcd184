import { sql } from 'kysely';
import { type AdviceByKey, foldAdvice } from '#domain/board-fold.ts';
import { meets, type Occasion, occasionsIn, processesOn } from '#domain/robot-occasion.ts';
import type { Trx } from '#server/db/schema.ts';
import { agentAt } from '#server/live/agent-at.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Consume, Delivered } from '#server/live/outbox.ts';
import { liveBot } from '#server/robots/bots/live-bot.ts';
import { fire } from '#server/robots/triggers/fire.ts';
import { triggerOf } from '#server/robots/triggers/follow-triggers.ts';
import { inputsFromSlots } from '#server/robots/triggers/inputs-from-slots.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** Starts robots by what happens in conversations: once for each occasion, never for what happened before the trigger was live. */
export function takeRobotEvents(ring: KeyRing): Consume {
  return async (trx, rows) => {
    const due = await trx.selectFrom('robot_due').select(['bot', 'schedule', 'trigger', 'since']).where('is_on', '=', true).execute();
    const triggers = due.flatMap(({ trigger: stored, ...row }) => {
      const trigger = triggerOf(stored);
      return trigger.on === 'schedule' ? [] : [{ ...row, trigger }];
    });
    if (triggers.length === 0) return;
    for (const row of rows)
      for (const occasion of occasionsIn(row.event, row.advice))
        for (const { bot, schedule, trigger, since } of triggers) {
          if (row.storedAt < since || trigger.on !== occasion.on) continue;
          const board = await boardAt(trx, row.conversation, row.event.position);
          if (meets(trigger, occasion, () => processesOn(board))) await start(trx, ring, row, board, { bot, schedule, occasion });
        }
  };
}

async function start(
  trx: Trx,
  ring: KeyRing,
  { conversation, event, storedAt }: Delivered,
  board: AdviceByKey,
  { bot, schedule, occasion }: { readonly bot: string; readonly schedule: string; readonly occasion: Occasion },
): Promise<void> {
  const live = await liveBot(trx, bot);
  if (!live) return;
  const { rows } = await sql<{ agent: string | null }>`select ${agentAt(conversation, event.position)} as agent`.execute(trx);
  const agent = rows[0]?.agent;
  await fire(
    trx,
    ring,
    { trigger: schedule, occasion: `${conversation} ${occasion.about}`.trim() },
    {
      ...{ bot, inputs: inputsFromSlots(live.bot, board), mode: 'real', askedBy: 'system', conversation },
      ...(agent ? { askedFor: agent } : {}),
      cause: { kind: 'event', on: occasion.on, position: event.position },
    },
    storedAt,
  );
}

async function boardAt(trx: Trx, conversation: Delivered['conversation'], position: number): Promise<AdviceByKey> {
  const rows = await trx
    .selectFrom('events')
    .select('advice')
    .where('day', '=', dayOf(conversation))
    .where('conversation', '=', conversation)
    .where('position', '<=', position)
    .orderBy('position')
    .execute();
  return rows.reduce<AdviceByKey>((board, { advice }) => foldAdvice(board, advice), {});
}
