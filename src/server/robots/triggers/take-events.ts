import { sql } from 'kysely';
import { type AdviceByKey, foldAdvice } from '#domain/board-fold.ts';
import { gateNeeds, isGated } from '#domain/robot-gate.ts';
import { meets, type Occasion, occasionsIn, processesOn } from '#domain/robot-occasion.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import { agentAt } from '#server/live/agent-at.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Consume, Delivered } from '#server/live/outbox.ts';
import { type BotVersion, liveBot } from '#server/robots/bots/live-bot.ts';
import { callAsItStands } from '#server/robots/desk/call-as-it-stands.ts';
import { fire, notFired } from '#server/robots/triggers/fire.ts';
import { triggerOf } from '#server/robots/triggers/follow-triggers.ts';
import { inputsFromSlots } from '#server/robots/triggers/inputs-from-slots.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/**
 * Starts robots by what happens in conversations: once for each occasion, never for what happened before the trigger was live, and only
 * what the gate lets through: a bot that is locked then is not run for this occasion, which is kept and told with what was missing.
 */
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
  const fired = { trigger: schedule, occasion: `${conversation} ${occasion.about}`.trim() };
  const gate = await judge(trx, live, conversation);
  if (gate.missing.length > 0) {
    if (!(await notFired(trx, bot, fired, `locked: ${gate.missing.join(', ')}`, storedAt))) return;
    const details = { version: live.version, conversation, on: occasion.on, position: event.position, missing: gate.missing };
    await audit(trx, { who: 'system', action: 'robot-run-locked', subject: `robot-bot/${bot}`, details });
    return;
  }
  const { rows } = await sql<{ agent: string | null }>`select ${agentAt(conversation, event.position)} as agent`.execute(trx);
  const agent = rows[0]?.agent;
  await fire(
    trx,
    ring,
    fired,
    {
      ...{ bot, inputs: inputsFromSlots(live.bot, board), mode: 'real', askedBy: 'system', conversation },
      ...(agent ? { askedFor: agent } : {}),
      ...(gate.consent === undefined ? {} : { consent: gate.consent }),
      cause: { kind: 'event', on: occasion.on, position: event.position },
    },
    storedAt,
  );
}

/** What the gate lacks on the call's log as it is stored now, and where the customer agreed. */
async function judge(
  trx: Trx,
  { bot }: BotVersion,
  conversation: Delivered['conversation'],
): Promise<{ readonly missing: readonly string[]; readonly consent?: number }> {
  if (!isGated(bot)) return { missing: [] };
  const call = await callAsItStands(trx, conversation);
  if (!call) return { missing: ['conversation'] };
  const needs = gateNeeds(bot, call.board, call.speakerOf);
  const consent = needs.find(({ kind }) => kind === 'consented')?.position;
  return { missing: needs.filter(({ met }) => !met).map(({ key }) => key), ...(consent === undefined ? {} : { consent }) };
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
