import type { AdviceByKey } from '#domain/board-fold.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { type BotVersion, liveBots } from '#server/robots/bots/live-bot.ts';
import { isEventTrigger, meets, occasionsOn, processesOn } from '#server/robots/triggers/occasions.ts';

/** The live bots that may be offered to the agent of a conversation whose board stands like this. */
export async function offersFor(db: Db | Trx, board: AdviceByKey): Promise<readonly BotVersion[]> {
  const occasions = occasionsOn(board);
  return (await liveBots(db)).filter(({ bot }) =>
    bot.triggers.some(
      trigger =>
        isEventTrigger(trigger) &&
        trigger.mode === 'offer' &&
        occasions.some(occasion => meets(trigger, occasion, () => processesOn(board))),
    ),
  );
}
