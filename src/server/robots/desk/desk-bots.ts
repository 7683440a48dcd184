import { offersOf } from '#domain/robot-occasion.ts';
import type { DeskBot } from '#protocol/robot-desk.ts';
import { allSteps, effectOf } from '#robots/steps.ts';
import type { Db } from '#server/db/schema.ts';
import { type BotVersion, liveBots } from '#server/robots/bots/live-bot.ts';

/** The live bots that offer themselves in calls. */
export async function deskBots(db: Db): Promise<readonly DeskBot[]> {
  return (await liveBots(db)).flatMap(live => (offersOf(live.bot.triggers).length > 0 ? [deskBot(live)] : []));
}

function deskBot({ bot, version }: BotVersion): DeskBot {
  const { title, titleEn, gate, inputs, targets, say, checklist } = bot;
  return {
    ...{ bot: bot.bot, version, title, gate, inputs, checklist },
    ...(titleEn === undefined ? {} : { titleEn }),
    ...(say === undefined ? {} : { say }),
    triggers: [...offersOf(bot.triggers)],
    system: Object.values(targets)
      .map(target => target.title)
      .join(' · '),
    systemEn: Object.values(targets)
      .map(target => target.titleEn ?? target.title)
      .join(' · '),
    commits: allSteps(bot.steps).some(({ step }) => effectOf(step) === 'commit'),
  };
}
