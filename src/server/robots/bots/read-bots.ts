import { Bot } from '#domain/bot.ts';
import type { BotList, BotVersionHead, BotVersionWhole, BotWhole } from '#protocol/robots.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db } from '#server/db/schema.ts';
import { readText, refuse } from '#server/robots/bots/versions.ts';

const mostVersions = 200;

/** Every bot with where it stands: what is live, what waits for an approver, what is being written. */
export async function listBots(db: Db): Promise<BotList> {
  const rows = await db
    .selectFrom('robot_versions')
    .select(['bot', 'number', 'state', 'live_at', 'body'])
    .orderBy('bot')
    .orderBy('number', 'desc')
    .limit(2_000)
    .execute();
  const byBot = Map.groupBy(rows, row => row.bot);
  return {
    bots: [...byBot].map(([bot, versions]) => {
      const live = versions.find(({ state }) => state === 'live');
      const read = Bot.safeParse((live ?? versions.find(({ body }) => body !== null))?.body);
      const numbers = (state: string) => versions.filter(one => one.state === state).map(({ number }) => number);
      return {
        bot,
        title: read.data?.title ?? bot,
        ...(read.data?.titleEn ? { titleEn: read.data.titleEn } : {}),
        ...(read.data ? { purpose: read.data.purpose } : {}),
        ...(live ? { live: live.number } : {}),
        ...(live?.live_at ? { liveAt: live.live_at.toISOString() } : {}),
        submitted: numbers('submitted'),
        drafts: numbers('draft').length,
        versions: versions.length,
        triggers: [...new Set((read.data?.triggers ?? []).map(({ on }) => on))],
      };
    }),
  };
}

/** A bot's versions, newest first. Drafts of others are theirs alone. */
export async function readWholeBot(db: Db, bot: string, staffNo: string): Promise<BotWhole> {
  const rows = await db
    .selectFrom('robot_versions')
    .select(headColumns)
    .where('bot', '=', bot)
    .where(row => row.or([row('state', '<>', 'draft'), row('author', '=', staffNo)]))
    .orderBy('number', 'desc')
    .limit(mostVersions)
    .execute();
  if (rows.length === 0) refuse({ kind: 'not-found', what: 'bot', id: bot });
  const head = await headsOf(db, rows);
  return { bot, versions: rows.map(head) };
}

/** One version with its text and what is wrong with it. */
export async function readVersion(db: Db, bot: string, number: number, staffNo: string): Promise<BotVersionWhole> {
  const row = await db
    .selectFrom('robot_versions')
    .select([...headColumns, 'yaml', 'revision', 'body'])
    .where('bot', '=', bot)
    .where('number', '=', number)
    .where(one => one.or([one('state', '<>', 'draft'), one('author', '=', staffNo)]))
    .executeTakeFirst();
  if (!row) refuse({ kind: 'not-found', what: 'version', id: `${bot}/${number}` });
  const head = await headsOf(db, [row]);
  const problems = row.state === 'draft' ? readText(row.yaml, bot).problems : [];
  const read = Bot.safeParse(row.body);
  return { ...head(row), yaml: row.yaml, revision: row.revision, problems: [...problems], ...(read.success ? { bot: read.data } : {}) };
}

const headColumns = [
  ...(['number', 'hash', 'state', 'author', 'note', 'saved_at', 'submitted_at'] as const),
  ...(['approver', 'decided_at', 'reason', 'live_at', 'live_by'] as const),
] as const;

interface HeadRow {
  readonly number: number;
  readonly hash: string | null;
  readonly state: BotVersionHead['state'];
  readonly author: string;
  readonly note: string;
  readonly saved_at: Date;
  readonly submitted_at: Date | null;
  readonly approver: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
  readonly live_at: Date | null;
  readonly live_by: string | null;
}

async function headsOf(db: Db, rows: readonly HeadRow[]): Promise<(row: HeadRow) => BotVersionHead> {
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.author, row.approver, row.live_by]),
  );
  return row => ({
    number: row.number,
    ...(row.hash ? { hash: row.hash } : {}),
    state: row.state,
    author: named(row.author),
    note: row.note,
    savedAt: row.saved_at.toISOString(),
    ...(row.submitted_at ? { submittedAt: row.submitted_at.toISOString() } : {}),
    ...(row.approver ? { approver: named(row.approver) } : {}),
    ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.live_at ? { liveAt: row.live_at.toISOString() } : {}),
    ...(row.live_by ? { liveBy: named(row.live_by) } : {}),
  });
}
