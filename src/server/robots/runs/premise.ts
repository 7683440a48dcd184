import { ConversationId } from '#domain/ids.ts';
import { type GateNeed, gateNeeds, isGated } from '#domain/robot-gate.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Order } from '#robots/orders.ts';
import { allSteps, effectOf } from '#robots/steps.ts';
import type { Db } from '#server/db/schema.ts';
import { callAsItStands } from '#server/robots/desk/call-as-it-stands.ts';
import type { RunRow } from '#server/robots/runs/claim.ts';
import type { Ride } from '#server/robots/runs/ride.ts';

/** Whether what a run was started on still holds in its call. `position`: how far the call's log was read. */
export type Premise =
  | { readonly kind: 'holds'; readonly position: number; readonly consent?: number }
  | { readonly kind: 'gone'; readonly position: number; readonly missing: readonly string[]; readonly trouble: RobotTrouble };

/**
 * Judges the gate of a run that came from a call, by a card or by what happened in it, once more, on the call's log as it is stored now:
 * what was told, verified or agreed to may have been taken back since. null: nothing in a call is asked for.
 */
export async function premiseOf({ parts: { db }, run, bot }: Pick<Ride, 'parts' | 'run' | 'bot'>): Promise<Premise | null> {
  if (!isGated(bot)) return null;
  const id = ConversationId.safeParse(run.conversation);
  if (!id.success || !(await isFromCall(db, run))) return null;
  const call = await callAsItStands(db, id.data);
  if (!call) return gone(0, ['conversation'], '该通话已查不到', 'The call cannot be found any more');
  const needs = gateNeeds(bot, call.board, call.speakerOf);
  const missing = needs.filter(({ met }) => !met);
  const consent = needs.find(({ kind }) => kind === 'consented')?.position;
  if (missing.length === 0) return { kind: 'holds', position: call.position, ...(consent === undefined ? {} : { consent }) };
  const names = (lang: 'zh' | 'en') => missing.map(need => nameOf(need, lang));
  return gone(
    call.position,
    missing.map(({ key }) => key),
    `通话中已不成立：${names('zh').join('、')}；提交前已停下，没有提交`,
    `No longer so in the call: ${names('en').join(', ')}; it stopped before submitting, nothing was submitted`,
  );
}

/**
 * The same for what goes into a person's hands: the commit itself, or a step before the first commit, for who finishes the run by hand
 * submits too. After a commit was done there is nothing to hold back.
 */
export async function premiseByHand(ride: Ride, order: Pick<Order, 'effect'>): Promise<Premise | null> {
  if (!isGated(ride.bot)) return null;
  if (order.effect === 'commit') return await premiseOf(ride);
  if (!allSteps(ride.bot.steps).some(({ step }) => effectOf(step) === 'commit')) return null;
  const done = await ride.parts.db
    .selectFrom('robot_steps')
    .select('number')
    .where('run', '=', ride.run.id)
    .where('effect', '=', 'commit')
    .where('what', 'in', ['done', 'by-hand'])
    .executeTakeFirst();
  return done ? null : await premiseOf(ride);
}

/** How a call stood when something was begun or handed over, as the journal keeps it. */
export function callOf(premise: Premise | null): { readonly call?: object } {
  if (!premise) return {};
  const { position } = premise;
  if (premise.kind === 'gone') return { call: { position, missing: premise.missing } };
  return { call: { position, ...(premise.consent === undefined ? {} : { consent: premise.consent }) } };
}

function gone(position: number, missing: readonly string[], message: string, messageEn: string): Premise {
  const said = { message: message.slice(0, 500), messageEn: messageEn.slice(0, 500) };
  return { kind: 'gone', position, missing, trouble: { kind: 'business', code: retracted, ...said } };
}

/** The code of a run that stopped because the call took back what it was started on. */
export const retracted = 'RETRACTED';

/** The words an agent reads on the card; a node has the title it has in the call. */
function nameOf({ kind, key, title }: GateNeed, lang: 'zh' | 'en'): string {
  switch (kind) {
    case 'verified':
      return lang === 'zh' ? '身份核实' : 'identity verified';
    case 'consented':
      return lang === 'zh' ? '客户本人同意' : 'the customer’s own consent';
    case 'node':
      return title ?? key;
  }
}

/** A run asked for again stands on what set the first one off. */
async function isFromCall(db: Db, run: Pick<RunRow, 'cause' | 'requeued_from'>): Promise<boolean> {
  let { cause, requeued_from: from } = run;
  while (cause.kind === 'requeued' && from !== null) {
    const before = await db.selectFrom('robot_runs').select(['cause', 'requeued_from']).where('id', '=', from).executeTakeFirst();
    if (!before) return true; // who knows: it is held to what its bot says
    cause = before.cause;
    from = before.requeued_from;
  }
  return cause.kind === 'card' || cause.kind === 'event';
}
