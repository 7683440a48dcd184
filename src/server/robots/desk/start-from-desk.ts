import { sql } from 'kysely';
import { type Problem, ProblemError } from '#domain/problem.ts';
import { gateNeeds } from '#domain/robot-gate.ts';
import type { StartFromDesk } from '#protocol/robot-desk.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import type { PersonWho } from '#server/people/who.ts';
import { callAsItStands } from '#server/robots/desk/call-as-it-stands.ts';
import { startRun } from '#server/robots/runs/start-run.ts';
import { offersFor } from '#server/robots/triggers/offers.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/**
 * Starts a bot from an agent's card. The gate is judged on the call's log as it is stored now, not on what the screen showed when it was
 * pressed: a consent that was taken back meanwhile stops it here. The same card asking again gets the run it started.
 */
export async function startFromDesk(trx: Trx, ring: KeyRing, asked: StartFromDesk, who: PersonWho, now: Date): Promise<string> {
  const { conversation, ref, bot } = asked;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`robot card ${conversation} ${bot}`}, 0))`.execute(trx);
  const before = await trx
    .selectFrom('robot_cards')
    .select(['run', 'bot', 'agent'])
    .where('conversation', '=', conversation)
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (before)
    return before.bot === bot && before.agent === who.staffNo ? before.run : refuse({ kind: 'conflict', why: 'another card has this ref' });

  const call = await callAsItStands(trx, conversation);
  if (!call || call.agent !== who.staffNo) refuse({ kind: 'not-found', what: 'conversation', id: conversation });
  if (call.status === 'wrapped') refuse({ kind: 'closed', conversation });
  const live = (await offersFor(trx, call.board)).find(one => one.bot.bot === bot);
  if (!live) refuse({ kind: 'conflict', why: `${bot} is not offered in this call now` });
  if (live.version !== asked.version) refuse({ kind: 'conflict', why: `another version of ${bot} is live by now: look at the card again` });
  if (live.author === who.staffNo) refuse({ kind: 'four-eyes', action: `run ${bot}, which one wrote` });
  const needs = gateNeeds(live.bot, call.board, call.speakerOf);
  const missing = needs.filter(need => !need.met);
  if (missing.length > 0) refuse({ kind: 'conflict', why: `locked: ${missing.map(({ title, key }) => title ?? key).join(', ')}` });
  await mustNotRun(trx, conversation, bot);

  const consent = needs.find(({ kind }) => kind === 'consented')?.position;
  const started = await startRun(trx, ring, {
    bot,
    inputs: asked.inputs,
    mode: 'real',
    askedBy: who.staffNo,
    askedFor: who.staffNo,
    conversation,
    ...(consent === undefined ? {} : { consent }),
    cause: { kind: 'card' },
  });
  if (started.kind === 'refused') {
    const [first] = started.problems;
    refuse({ kind: 'invalid', field: first?.field ?? 'inputs', why: first?.why ?? 'refused' });
  }
  await trx
    .insertInto('robot_cards')
    .values({ conversation, ref, bot, run: started.id, agent: who.staffNo, position: call.position, asked_at: now })
    .execute();
  const details = { bot, version: live.version, conversation, ...(consent === undefined ? {} : { consent }) };
  await audit(trx, { who: who.id, action: 'robot-run-asked', subject: `robot-run/${started.id}`, details });
  return started.id;
}

/** One run of a bot at a time in a call. */
async function mustNotRun(trx: Trx, conversation: string, bot: string): Promise<void> {
  const running = await trx
    .selectFrom('robot_runs')
    .select('id')
    .where('conversation', '=', conversation)
    .where('bot', '=', bot)
    .where('state', 'in', ['queued', 'running', 'waiting', 'unknown'])
    .executeTakeFirst();
  if (running) refuse({ kind: 'conflict', why: `${bot} is under way in this call: run ${running.id}` });
}

function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}
