import { findBrowser } from '#adapters/playwright/find-browser.ts';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';
import { smtp } from '#adapters/smtp/smtp.ts';
import type { Mail } from '#ports/mail.ts';
import type { RobotBrowser } from '#ports/robot-browser.ts';

/** How robots run here: how many at once, and by which mail server they send. */
export interface RobotConfig {
  readonly atOnce: number;
  readonly mail: { readonly url: string; readonly from: string } | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what the environment says of robots; throws a sentence that names the variable when one makes no sense. */
export function readRobotConfig(env: Environment): RobotConfig {
  const text = env.DESKSIDE_ROBOTS_AT_ONCE ?? '4';
  const atOnce = Number(text);
  if (!Number.isInteger(atOnce) || atOnce < 0 || atOnce > 100)
    throw new Error(`DESKSIDE_ROBOTS_AT_ONCE is ${JSON.stringify(text)}; it must be a whole number from 0 to 100`);
  const { DESKSIDE_SMTP_URL: url, DESKSIDE_SMTP_FROM: from } = env;
  if (!url && !from) return { atOnce, mail: null };
  if (!url || !from) throw new Error('DESKSIDE_SMTP_URL and DESKSIDE_SMTP_FROM belong together: the mail server and who mails are from');
  if (!/^smtps?:\/\/\S+$/.test(url)) throw new Error('DESKSIDE_SMTP_URL must be an smtp or smtps address');
  return { atOnce, mail: { url, from } };
}

/** The robots' browser and mail of this machine. */
export function robotWorld(
  env: Environment,
  { atOnce, mail }: RobotConfig,
): { readonly browser: RobotBrowser; readonly mail: Mail | null } {
  return { browser: playwrightBrowser({ find: () => findBrowser(env), most: Math.max(1, atOnce) }), mail: mail && smtp(mail) };
}
