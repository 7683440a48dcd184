import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { readConfig } from '#commands/config.ts';
import { inDatabase } from '#commands/in-database.ts';
import type { Permission } from '#domain/permission.ts';
import { TaskAnswer } from '#domain/robot-run.ts';
import { SetCredential } from '#protocol/robots.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import type { Db } from '#server/db/schema.ts';
import { mustMay, type Named } from '#server/people/may-do.ts';
import { listCredentials, setCredential } from '#server/robots/bots/credentials.ts';
import { diffInWords } from '#server/robots/bots/diff-versions.ts';
import { listBots, readVersion, readWholeBot } from '#server/robots/bots/read-bots.ts';
import { decideVersion, goLive, retireVersion, saveDraft, submitVersion } from '#server/robots/bots/versions.ts';
import { readBot } from '#server/robots/read-bot.ts';
import { listTasks, settle } from '#server/robots/tasks/tasks.ts';
import { listSchedules, switchSchedule } from '#server/robots/triggers/schedules.ts';
import { keysFrom, retiredVaultKeys } from '#server/vault/key-files.ts';
import { type KeyRing, keyRing } from '#server/vault/seal.ts';

export const robotBotsHelp = `deskside robot bots [BOT]                       bots, or the versions of one (--json)
deskside robot submit FILE --as 工号 [--reason TEXT]   a bot's text becomes a version that waits for somebody else
deskside robot approve|refuse BOT VERSION --as 工号 [--reason TEXT]
deskside robot live|rollback|retire BOT VERSION --as 工号 --reason TEXT   new runs take it; rollback is live with an earlier one
deskside robot diff BOT FROM TO                 what two versions do differently
deskside robot credentials                      what bots sign in with, set or missing; no value
deskside robot credential BOT TARGET ROLE --user NAME --rotate-by DATE --as 工号   sets or replaces it; the password on standard input
deskside robot schedules                        what starts by itself, and when next
deskside robot schedule on|off BOT SCHEDULE --as 工号
deskside robot tasks --as 工号                   what waits for a person, oldest first
deskside robot settle TASK ANSWER [OPTION] --as 工号 [--reason TEXT]   approved, refused, answered, handed-back, finished, abandoned, took-effect, rerun, by-hand`;

interface Given {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly args: readonly string[];
  readonly reason: string;
  readonly user: string;
  readonly rotateBy: string;
  readonly json: boolean;
  readonly now: Date;
  /** Who does it, by --as; needs one of the permissions. */
  readonly as: (...needs: readonly Permission[]) => Promise<Named>;
}

type Verb = (given: Given) => Promise<number>;
const workers: readonly Permission[] = ['robot.operate', 'robot.approve'];

/** The verbs of bots, what starts them, what they sign in with and what waits for a person. */
export const robotBotVerbs: Readonly<Record<string, Verb>> = {
  async bots({ db, args: [bot], json }) {
    if (bot === undefined) {
      const { bots } = await listBots(db);
      if (json) return print(bots);
      for (const one of bots)
        console.log(
          `${one.bot}  ${one.title}  ${one.live ? `live ${one.live}` : 'not live'}${one.submitted.length > 0 ? `, waits ${one.submitted.join(' ')}` : ''}`,
        );
      return 0;
    }
    const { versions } = await readWholeBot(db, bot, '');
    if (json) return print(versions);
    for (const one of versions)
      console.log(`${one.number}  ${one.state}  ${one.author.staffNo}  ${one.hash?.slice(0, 12) ?? ''}  ${one.note}`);
    return 0;
  },
  async submit({ db, args: [file], reason, now, as }) {
    if (file === undefined) return usage();
    const by = await as('robot.author');
    const yaml = await readFile(file, 'utf8');
    const reading = readBot(file, yaml);
    if (reading.kind === 'refused') {
      for (const problem of reading.problems) console.error(writeProblem(problem));
      return 1;
    }
    const { bot } = reading.bot;
    const own = await db
      .selectFrom('robot_versions')
      .select('revision')
      .where('bot', '=', bot)
      .where('author', '=', by.staffNo)
      .where('state', '=', 'draft')
      .executeTakeFirst();
    const number = await db.transaction().execute(async trx => {
      const draft = await saveDraft(trx, bot, { yaml, revision: own?.revision }, by, now);
      await submitVersion(trx, bot, draft.number, reason, by, now);
      return draft.number;
    });
    console.log(`${bot} ${number} waits for somebody else to approve it`);
    return 0;
  },
  approve: given => decide(given, 'approved'),
  refuse: given => decide(given, 'refused'),
  live: given => make(given, goLive),
  rollback: given => make(given, goLive),
  retire: given => make(given, retireVersion),
  async diff({ db, args: [bot, from, to], json }) {
    if (bot === undefined || !isNumber(from) || !isNumber(to)) return usage();
    const [before, after] = [await readVersion(db, bot, Number(from), ''), await readVersion(db, bot, Number(to), '')];
    const words = diffInWords(before.bot ?? {}, after.bot ?? {});
    if (json) return print(words);
    for (const one of words) console.log(`${one.change}  ${one.where}  ${one.before ?? ''} → ${one.after ?? ''}`);
    return 0;
  },
  async credentials({ db, json, now }) {
    const { credentials } = await listCredentials(db, now);
    if (json) return print(credentials);
    for (const { bot, target, role, set, stopped } of credentials)
      console.log(
        `${bot}  ${target}  ${role}  ${set ? `set by ${set.owner.staffNo}, due ${set.rotateBy}, ${set.uses} uses` : 'missing'}${stopped ? ', target left alone' : ''}`,
      );
    return 0;
  },
  async credential({ db, ring, args: [bot, target, role], user, rotateBy, now, as }) {
    const by = await as('robot.credential');
    const password = (await text(process.stdin)).replace(/\r?\n$/, '');
    const given = SetCredential.safeParse({ bot, target, role, user, password, rotateBy });
    if (!given.success) {
      console.error(given.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')); // names fields, quotes no value
      return 2;
    }
    const { rotated } = await db.transaction().execute(trx => setCredential(trx, ring, given.data, by, now));
    console.log(rotated ? 'replaced; the one before is destroyed' : 'sealed');
    return 0;
  },
  async schedules({ db, json, now }) {
    const list = await listSchedules(db, now);
    if (json) return print(list);
    for (const one of list.schedules)
      console.log(`${one.bot}  ${one.schedule}  ${one.isOn ? 'on' : 'off'}  ${one.at.join(' ')}  next ${one.next.join(' ') || 'never'}`);
    for (const one of list.events) console.log(`${one.bot}  ${one.schedule}  ${one.isOn ? 'on' : 'off'}  ${one.on} ${one.process ?? ''}`);
    return 0;
  },
  async schedule({ db, args: [turn, bot, schedule], now, as }) {
    if ((turn !== 'on' && turn !== 'off') || bot === undefined || schedule === undefined) return usage();
    const by = await as('robot.operate');
    await db.transaction().execute(trx => switchSchedule(trx, bot, schedule, turn === 'on', by, now));
    console.log(`${bot} ${schedule} is ${turn}`);
    return 0;
  },
  async tasks({ db, json, as }) {
    const { tasks } = await listTasks(db, 'open', await as(...workers));
    if (json) return print(tasks);
    for (const { id, kind, state, title, shows, at, whyNot } of tasks)
      console.log(
        `${id}  ${state === 'second' ? 'second person' : kind}  ${title}: ${shows.title}  since ${at}${whyNot ? `  (not you: ${whyNot})` : ''}`,
      );
    return 0;
  },
  async settle({ db, args: [task, kind, option], reason, as }) {
    const answer = TaskAnswer.safeParse({ kind, ...(option === undefined ? {} : { option }) });
    if (task === undefined || !answer.success) return usage();
    const by = await as(...workers);
    const { kind: became } = await db.transaction().execute(trx => settle(trx, task, { answer: answer.data, reason }, by));
    console.log(became === 'second' ? 'kept; a second person has to say the same' : 'settled; the run goes on');
    return 0;
  },
};

/** Runs one of these verbs; answers the exit code. */
export async function robotBotsCommand(verb: string, args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ as: { type: 'string' }, reason: { type: 'string', default: '' }, user: { type: 'string', default: '' } },
      ...{ 'rotate-by': { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
    },
  });
  const config = readConfig(process.env);
  return inDatabase(async ({ db }) => {
    const secrets = keysFrom({ env: process.env, dataDir: config.dataDir, isProduction: config.production });
    const as: Given['as'] = async (...needs) => {
      if (!values.as) throw new Error('say who you are with --as 工号');
      return mustMay(db, values.as, needs);
    };
    const { reason, user, json, 'rotate-by': rotateBy } = values;
    const ring = keyRing(await secrets.key('vault'), retiredVaultKeys(process.env));
    return robotBotVerbs[verb]?.({ db, ring, args: positionals, reason, user, rotateBy, json, now: new Date(), as }) ?? usage();
  });
}

async function decide({ db, args: [bot, number], reason, now, as }: Given, decision: 'approved' | 'refused'): Promise<number> {
  if (bot === undefined || !isNumber(number)) return usage();
  const by = await as('robot.approve');
  await db.transaction().execute(trx => decideVersion(trx, bot, Number(number), { decision, reason }, by, now));
  console.log(`${bot} ${number} is ${decision}`);
  return 0;
}

async function make({ db, args: [bot, number], reason, now, as }: Given, deed: typeof goLive): Promise<number> {
  if (bot === undefined || !isNumber(number) || reason.trim() === '') return usage();
  const by = await as('robot.approve');
  await db.transaction().execute(trx => deed(trx, bot, Number(number), reason.trim(), by, now));
  console.log(`${bot} ${number}: done`);
  return 0;
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text);
}

function print(value: unknown): number {
  console.log(JSON.stringify(value));
  return 0;
}

function usage(): number {
  console.error(robotBotsHelp);
  return 2;
}
