import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BotTarget } from '#domain/bot.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { personByStaffNo } from '#server/people/people.ts';
import { setCredential } from '#server/robots/bots/credentials.ts';
import { type Doer, decideVersion, goLive, saveDraft, submitVersion } from '#server/robots/bots/versions.ts';
import { readBot } from '#server/robots/read-bot.ts';
import { nameTarget } from '#server/robots/runs/targets.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** Who does what for the demo's bots: three people, as everywhere. */
export interface DemoBotPeople {
  readonly author: string;
  readonly approver: string;
  readonly owner: string; // of the credentials
}

/** Where the demo's bots work, and what they sign in with there, by role. */
export interface DemoBank {
  readonly origin: string;
  readonly accounts: readonly { readonly role: string; readonly user: string; readonly password: string }[];
}

/** Makes every bot of a folder live the way people would: written by one, approved by another, its credentials set by a third. What is there already stays. */
export async function seedDemoBots(db: Db, ring: KeyRing, dir: string, bank: DemoBank, people: DemoBotPeople, now: Date): Promise<void> {
  const [author, approver, owner] = await Promise.all([people.author, people.approver, people.owner].map(one => doer(db, one)));
  if (!author || !approver || !owner) return;
  const targets = new Map<string, BotTarget>();
  for (const file of (await readdir(dir)).filter(name => name.endsWith('.yaml')).sort()) {
    const yaml = await readFile(join(dir, file), 'utf8');
    const reading = readBot(file, yaml);
    if (reading.kind === 'refused') throw new Error(`the demo's bots have errors:\n${reading.problems.map(writeProblem).join('\n')}`);
    const { bot, version } = reading;
    await db.transaction().execute(async trx => {
      if (await isFresh(trx, bot.bot, version, author)) {
        const { number } = await saveDraft(trx, bot.bot, { yaml }, author, now);
        await submitVersion(trx, bot.bot, number, '演示机器人', author, now);
        await decideVersion(trx, bot.bot, number, { decision: 'approved', reason: '' }, approver, now);
        await goLive(trx, bot.bot, number, '演示启动', approver, now);
      }
      for (const { target, role } of Object.values(bot.secrets)) {
        const account = bank.accounts.find(one => one.role === role);
        if (account && !(await isSet(trx, bot.bot, target, role))) {
          const { user, password } = account;
          await setCredential(trx, ring, { bot: bot.bot, target, role, user, password, rotateBy: inDays(now, 180) }, owner, now);
        }
      }
    });
    for (const [name, target] of Object.entries(bot.targets)) targets.set(name, target);
  }
  await db.transaction().execute(async trx => {
    for (const [name, { title, concurrent, perMinute }] of targets)
      await nameTarget(trx, name, { origin: bank.origin, title, concurrent, perMinute }, approver);
  });
}

/** Neither there in any state, nor is its author in the middle of something else. */
async function isFresh(trx: Trx, bot: string, version: string, author: Doer): Promise<boolean> {
  const rows = await trx.selectFrom('robot_versions').select(['hash', 'state', 'author']).where('bot', '=', bot).execute();
  return !rows.some(row => row.hash === version || (row.state === 'draft' && row.author === author.staffNo));
}

async function isSet(trx: Trx, bot: string, target: string, role: string): Promise<boolean> {
  const row = await trx
    .selectFrom('robot_credentials')
    .select('id')
    .where('bot', '=', bot)
    .where('target', '=', target)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function doer(db: Db, staffNo: string): Promise<Doer | undefined> {
  const person = await personByStaffNo(db, staffNo);
  return person && { id: person.id, staffNo };
}

function inDays(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
