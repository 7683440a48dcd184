import type { AskedForRun, AskForDryRun, AskForRun, PostQueueItem } from '#protocol/robots.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { auditName, type PersonWho, type Who } from '#server/people/who.ts';
import { type BotVersion, botVersion, liveBot, liveBots } from '#server/robots/bots/live-bot.ts';
import { refuse } from '#server/robots/bots/versions.ts';
import { type StartedRun, startRun } from '#server/robots/runs/start-run.ts';
import { fire } from '#server/robots/triggers/fire.ts';
import { triggerKey } from '#server/robots/triggers/follow-triggers.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** Somebody asks for a run of the live version; a program only where the bot says so. Whoever wrote the version does not run it. */
export async function askForRun(trx: Trx, ring: KeyRing, bot: string, given: AskForRun, who: Who): Promise<AskedForRun> {
  const live = (await liveBot(trx, bot)) ?? refuse({ kind: 'not-found', what: 'live bot', id: bot });
  if (who.kind === 'key' && !live.bot.triggers.some(({ on }) => on === 'api'))
    refuse({ kind: 'not-allowed', action: `start ${bot} by API: it has no trigger on: api` });
  mustOperate(live, who);
  const cause = { kind: who.kind === 'key' ? 'api' : 'person' } as const;
  const started = await startRun(trx, ring, {
    bot,
    mode: 'real',
    askedBy: askerOf(who),
    cause,
    inputs: given.inputs,
    ...priorityOf(given),
  });
  return told(trx, started, bot, who);
}

/** Somebody of the robots' people tries a version without what commits. */
export async function askForDryRun(
  trx: Trx,
  ring: KeyRing,
  bot: string,
  number: number,
  given: AskForDryRun,
  who: PersonWho,
): Promise<AskedForRun> {
  const row = await trx
    .selectFrom('robot_versions')
    .select(['hash', 'state'])
    .where('bot', '=', bot)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row?.hash) refuse({ kind: 'not-found', what: 'version', id: `${bot}/${number}` });
  if (row.state === 'draft') refuse({ kind: 'conflict', why: 'a draft still changes: submit it, then try it' });
  const version = (await botVersion(trx, bot, row.hash))?.version ?? row.hash;
  const started = await startRun(trx, ring, {
    bot,
    version,
    inputs: given.inputs,
    mode: 'dry',
    askedBy: who.staffNo,
    cause: { kind: 'person' },
  });
  return told(trx, started, bot, who);
}

/** Posts an item to a queue. The same reference again is the same item: its run is told, and no other begins. */
export async function postItem(db: Db, ring: KeyRing, queue: string, item: PostQueueItem, who: Who, now: Date): Promise<AskedForRun> {
  const listening = (await liveBots(db)).flatMap(live =>
    live.bot.triggers.flatMap(trigger => (trigger.on === 'queue' && trigger.queue === queue ? [{ live, trigger }] : [])),
  );
  const [first, second] = listening;
  if (!first) refuse({ kind: 'not-found', what: 'queue', id: queue });
  if (second) refuse({ kind: 'conflict', why: `${first.live.bot.bot} and ${second.live.bot.bot} both take from ${queue}: retire one` });
  const { live, trigger } = first;
  mustOperate(live, who);
  const bot = live.bot.bot;
  const fired = { trigger: triggerKey(trigger), occasion: item.reference };
  try {
    return await db.transaction().execute(async trx => {
      const asked = {
        bot,
        inputs: item.inputs,
        mode: 'real',
        askedBy: askerOf(who),
        cause: { kind: 'queue', queue },
        ...priorityOf(item),
      } as const;
      const taken = await fire(trx, ring, fired, asked, now);
      if (taken?.kind === 'refused') throw new NotTaken(taken.problems.map(one => ({ ...one })));
      if (taken) return told(trx, taken, bot, who);
      const before = await trx
        .selectFrom('robot_fired')
        .select('run')
        .where('bot', '=', bot)
        .where('trigger', '=', fired.trigger)
        .where('occasion', '=', fired.occasion)
        .executeTakeFirstOrThrow();
      return { kind: 'queued', run: before.run ?? '', again: true };
    });
  } catch (error) {
    if (error instanceof NotTaken) return { kind: 'refused', problems: error.problems };
    throw error;
  }
}

type Problems = Extract<AskedForRun, { kind: 'refused' }>['problems'];

/** An item that was refused leaves nothing behind: mended, it may be posted again. */
class NotTaken extends Error {
  readonly problems: Problems;
  constructor(problems: Problems) {
    super('not taken');
    this.problems = problems;
  }
}

async function told(trx: Trx, started: StartedRun, bot: string, who: Who): Promise<AskedForRun> {
  if (started.kind === 'refused') return { kind: 'refused', problems: started.problems.map(one => ({ ...one })) };
  await audit(trx, { who: auditName(who), action: 'robot-run-asked', subject: `robot-run/${started.id}`, details: { bot } });
  return { kind: 'queued', run: started.id, again: false };
}

function askerOf(who: Who): string {
  return who.kind === 'person' ? who.staffNo : auditName(who);
}

/** Somebody who makes keys for programs has the right to ask, but operates nothing. */
function mustOperate({ author, bot }: BotVersion, who: Who): void {
  if (who.kind === 'person' && !who.may.has('robot.operate')) refuse({ kind: 'not-allowed', action: 'robot.operate' });
  if (who.kind === 'person' && who.staffNo === author) refuse({ kind: 'four-eyes', action: `run ${bot.bot}, which one wrote` });
}

function priorityOf({ priority }: { readonly priority?: number | undefined }) {
  return priority === undefined ? {} : { priority };
}
