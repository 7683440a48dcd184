import type { AdviceByKey } from '#domain/board-fold.ts';
import { isOffered } from '#domain/robot-occasion.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { type BotVersion, liveBots } from '#server/robots/bots/live-bot.ts';

/** The live bots that may be offered to the agent of a conversation whose board stands like this. */
export async function offersFor(db: Db | Trx, board: AdviceByKey): Promise<readonly BotVersion[]> {
  return (await liveBots(db)).filter(({ bot }) => isOffered(bot.triggers, board));
}
