import { Bot } from '#domain/bot.ts';
import { Hash } from '#domain/ids.ts';
import type { BotState } from '#protocol/robots.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** A version of a bot that may be run. */
export interface BotVersion {
  readonly bot: Bot;
  readonly number: number;
  readonly version: Hash;
  readonly state: BotState;
  readonly author: string; // 工号
}

/** The version of a bot that new runs take; null when none is live. */
export async function liveBot(db: Db | Trx, bot: string): Promise<BotVersion | null> {
  const row = await db.selectFrom('robot_versions').select(columns).where('bot', '=', bot).where('state', '=', 'live').executeTakeFirst();
  return row ? versionOf(row) : null;
}

/** A version by its hash: what a run was pinned to, whatever became of it since; never a draft. */
export async function botVersion(db: Db | Trx, bot: string, version: string): Promise<BotVersion | null> {
  const row = await db
    .selectFrom('robot_versions')
    .select(columns)
    .where('bot', '=', bot)
    .where('hash', '=', version)
    .where('state', '<>', 'draft')
    .orderBy('number', 'desc') // a text refused once may have been approved later
    .limit(1)
    .executeTakeFirst();
  return row ? versionOf(row) : null;
}

/** All live bots, by name. */
export async function liveBots(db: Db | Trx): Promise<readonly BotVersion[]> {
  const rows = await db.selectFrom('robot_versions').select(columns).where('state', '=', 'live').orderBy('bot').execute();
  return rows.map(versionOf);
}

const columns = ['number', 'hash', 'body', 'state', 'author'] as const;

function versionOf(row: { number: number; hash: string | null; body: unknown; state: BotState; author: string }): BotVersion {
  const { number, state, author } = row;
  return { bot: Bot.parse(row.body), number, version: Hash.parse(row.hash), state, author };
}
