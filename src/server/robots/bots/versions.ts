import { sql } from 'kysely';
import { type Problem, ProblemError } from '#domain/problem.ts';
import type { BotFault, BotState } from '#protocol/robots.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import { decide, propose } from '#server/people/four-eyes.ts';
import { readBot } from '#server/robots/read-bot.ts';
import { followTriggers } from '#server/robots/triggers/follow-triggers.ts';

/** Who does something with bots: deeds are recorded by id, versions name people by 工号. */
export interface Doer {
  readonly id: string;
  readonly staffNo: string;
}

/** A bot's text read: what it is when it can be run, and every fault with its place. */
export function readText(yaml: string, bot?: string): { bot?: string; hash?: string; body?: unknown; problems: readonly BotFault[] } {
  const reading = readBot('', yaml);
  if (reading.kind === 'refused')
    return { problems: reading.problems.map(({ line, column, field, why }) => ({ line, column, field, why })) };
  const { bot: body, version: hash } = reading;
  if (bot === undefined || body.bot === bot) return { bot: body.bot, hash, body, problems: [] };
  return { problems: [{ line: 1, column: 1, field: 'bot', why: `this is the bot ${body.bot}, not ${bot}` }] };
}

/** Keeps the caller's own draft of a bot, whatever is wrong with it. `revision` is the one it was opened at. */
export async function saveDraft(
  trx: Trx,
  bot: string,
  given: { readonly yaml: string; readonly revision?: number | undefined },
  by: Doer,
  now: Date,
): Promise<{ number: number; revision: number; hash?: string; problems: readonly BotFault[] }> {
  await lockBot(trx, bot);
  const { hash, body, problems } = readText(given.yaml, bot);
  const text = { yaml: given.yaml, hash: hash ?? null, body: body === undefined ? null : JSON.stringify(body), saved_at: now };
  const answer = { ...(hash ? { hash } : {}), problems };
  const draft = await trx
    .selectFrom('robot_versions')
    .select(['number', 'revision'])
    .where('bot', '=', bot)
    .where('author', '=', by.staffNo)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  if (draft) {
    if (draft.revision !== given.revision)
      refuse({ kind: 'conflict', why: `it was saved elsewhere as revision ${draft.revision}`, by: by.staffNo });
    const revision = draft.revision + 1;
    await trx
      .updateTable('robot_versions')
      .set({ ...text, revision })
      .where('bot', '=', bot)
      .where('number', '=', draft.number)
      .execute();
    return { number: draft.number, revision, ...answer };
  }
  if (given.revision !== undefined) refuse({ kind: 'not-found', what: 'draft', id: bot });
  await mustNotOwnCredentials(trx, bot, by);
  const { last } = await trx
    .selectFrom('robot_versions')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .where('bot', '=', bot)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('robot_versions')
    .values({ ...nobodyDecided, bot, number: last + 1, state: 'draft', author: by.staffNo, proposal: null, submitted_at: null, ...text })
    .execute();
  return { number: last + 1, revision: 1, ...answer };
}

const nobodyDecided = { approver: null, decided_at: null, reason: null, live_at: null, live_by: null } as const;

/** Throws the caller's own draft away. */
export async function discardDraft(trx: Trx, bot: string, number: number, by: Doer): Promise<void> {
  const row = await lockVersion(trx, bot, number);
  mustBe(row, ['draft']);
  if (row.author !== by.staffNo) refuse({ kind: 'not-allowed', action: 'discard somebody else’s draft' });
  await trx.deleteFrom('robot_versions').where('bot', '=', bot).where('number', '=', number).execute();
}

/** Asks somebody else to approve a draft; from here on its text is what it is. */
export async function submitVersion(trx: Trx, bot: string, number: number, note: string, by: Doer, now: Date): Promise<void> {
  const row = await lockVersion(trx, bot, number);
  mustBe(row, ['draft']);
  if (row.author !== by.staffNo) refuse({ kind: 'not-allowed', action: 'submit somebody else’s draft' });
  const { hash, body, problems } = readText(row.yaml, bot);
  const [first] = problems;
  if (first) refuse({ kind: 'invalid', field: 'yaml', why: `line ${first.line}, column ${first.column}: ${first.why}` });
  const same = await trx
    .selectFrom('robot_versions')
    .select(['number', 'state'])
    .where('bot', '=', bot)
    .where('hash', '=', hash ?? '')
    .where('state', 'in', ['submitted', 'approved', 'live', 'retired'])
    .executeTakeFirst();
  if (same) refuse({ kind: 'conflict', why: `version ${same.number} says the same and is ${same.state}` });
  await mustNotOwnCredentials(trx, bot, by);
  const asked = await propose(trx, {
    action: 'robot.release',
    subject: subjectOf(bot, number),
    details: { hash },
    reason: note,
    by: by.id,
  });
  if ('problem' in asked) refuse(asked.problem);
  await trx
    .updateTable('robot_versions')
    .set({ state: 'submitted', hash: hash ?? null, body: JSON.stringify(body), note, proposal: asked.id, submitted_at: now })
    .where('bot', '=', bot)
    .where('number', '=', number)
    .execute();
}

/** Approves or refuses a submitted version; its author may only take it back. */
export async function decideVersion(
  trx: Trx,
  bot: string,
  number: number,
  given: { readonly decision: 'approved' | 'refused' | 'withdrawn'; readonly reason: string },
  by: Doer,
  now: Date,
): Promise<void> {
  const row = await lockVersion(trx, bot, number);
  mustBe(row, ['submitted']);
  if (given.decision === 'refused' && given.reason === '') refuse({ kind: 'invalid', field: 'reason', why: 'say why it is refused' });
  if (given.decision !== 'withdrawn') await mustNotOwnCredentials(trx, bot, by);
  const decided = await decide(trx, { proposal: row.proposal ?? '', by: by.id, decision: given.decision, note: given.reason });
  if ('problem' in decided) refuse(decided.problem);
  const approver = given.decision === 'withdrawn' ? null : by.staffNo;
  await trx
    .updateTable('robot_versions')
    .set({ state: given.decision, approver, decided_at: now, reason: given.reason || null })
    .where('bot', '=', bot)
    .where('number', '=', number)
    .execute();
}

/** Makes an approved version the one new runs take; the one before is approved still, so that going back is the same deed. */
export async function goLive(trx: Trx, bot: string, number: number, reason: string, by: Doer, now: Date): Promise<void> {
  const row = await lockVersion(trx, bot, number);
  mustBe(row, ['approved']);
  if (row.author === by.staffNo) refuse({ kind: 'four-eyes', action: 'make one’s own version live' });
  const before = await trx
    .updateTable('robot_versions')
    .set({ state: 'approved' })
    .where('bot', '=', bot)
    .where('state', '=', 'live')
    .returning('number')
    .executeTakeFirst();
  await trx
    .updateTable('robot_versions')
    .set({ state: 'live', live_at: now, live_by: by.staffNo })
    .where('bot', '=', bot)
    .where('number', '=', number)
    .execute();
  await followTriggers(trx, bot, now);
  const details = { before: before?.number ?? null, reason };
  await audit(trx, { who: by.id, action: 'robot-live', subject: subjectOf(bot, number), details });
}

/** Takes a version out of use for good; a live one leaves its bot without any. */
export async function retireVersion(trx: Trx, bot: string, number: number, reason: string, by: Doer, now: Date): Promise<void> {
  mustBe(await lockVersion(trx, bot, number), ['approved', 'live']);
  await trx.updateTable('robot_versions').set({ state: 'retired', reason }).where('bot', '=', bot).where('number', '=', number).execute();
  await followTriggers(trx, bot, now);
  await audit(trx, { who: by.id, action: 'robot-retired', subject: subjectOf(bot, number), details: { reason } });
}

/** Ends the request with a problem. */
export function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}

const subjectOf = (bot: string, number: number) => `${bot}/${number}`;

/** One deed with a bot at a time, so that numbers and the live version are never raced for. */
async function lockBot(trx: Trx, bot: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`robot bot ${bot}`}, 0))`.execute(trx);
}

async function lockVersion(trx: Trx, bot: string, number: number) {
  await lockBot(trx, bot);
  const row = await trx
    .selectFrom('robot_versions')
    .select(['state', 'author', 'proposal', 'yaml', 'number'])
    .where('bot', '=', bot)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  return row ?? refuse({ kind: 'not-found', what: 'version', id: subjectOf(bot, number) });
}

function mustBe({ state, number }: { readonly state: BotState; readonly number: number }, states: readonly BotState[]): void {
  if (!states.includes(state)) refuse({ kind: 'conflict', why: `version ${number} is ${state}, not ${states.join(' or ')}` });
}

/** Whoever set what a bot signs in with neither writes nor approves it. The database refuses it too. */
async function mustNotOwnCredentials(trx: Trx, bot: string, { staffNo }: Doer): Promise<void> {
  const owned = await trx
    .selectFrom('robot_credentials')
    .select('id')
    .where('bot', '=', bot)
    .where('owner', '=', staffNo)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (owned) refuse({ kind: 'four-eyes', action: 'write or approve a bot whose credentials one owns' });
}
