import type { Bot } from '#domain/bot.ts';
import type { BotStep } from '#domain/bot-step.ts';
import { allSteps } from '#robots/steps.ts';

/** Whether a bot has to look at pages: one that only asks over HTTP runs where there is no browser. */
export function needsBrowser(bot: Bot): boolean {
  return allSteps(bot.steps).some(({ step }) => looks(step));
}

function looks(step: BotStep): boolean {
  if (step.do === 'browser' || step.do === 'extract') return true;
  return step.do === 'http' && (step.verify?.actions.length ?? 0) > 0;
}
