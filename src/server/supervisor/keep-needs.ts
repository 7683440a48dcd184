import type { ConversationId, Position } from '#domain/ids.ts';
import type { Taken } from '#protocol/supervisor.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { StoredAlarm } from '#server/db/tables/supervisor.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Alarm, CallPicture, Gone } from '#server/supervisor/call-picture.ts';

/** What leaders did about a call: who took which of its needs, and up to where it is settled. */
export interface Handled {
  readonly taken: ReadonlyMap<number, Taken>;
  readonly settledUpTo: number;
  readonly decided: ReadonlyMap<string, number>; // claims decided at /quality: advice key → the latest position of one
}

/** Nobody did anything. */
export const unhandled: Handled = { taken: new Map(), settledUpTo: 0, decided: new Map() };

/** Reads what leaders did about some calls. */
export async function readHandled(db: Db, conversations: readonly ConversationId[]): Promise<ReadonlyMap<string, Handled>> {
  if (conversations.length === 0) return new Map();
  const rows = await db
    .selectFrom('needs')
    .leftJoin('person', 'person.staff_no', 'needs.taken_by')
    .select(['needs.conversation', 'position', 'taken_by', 'taken_at', 'left_position', 'left_why', 'person.name'])
    .where('needs.conversation', 'in', conversations)
    .execute();
  const decisions = await db
    .selectFrom('alerts')
    .select(['conversation', 'advice', 'position'])
    .where('conversation', 'in', conversations)
    .where('status', 'in', ['confirmed', 'dismissed'])
    .execute();
  const all = new Map<string, { taken: Map<number, Taken>; settledUpTo: number; decided: Map<string, number> }>();
  const nothing = () => ({ taken: new Map<number, Taken>(), settledUpTo: 0, decided: new Map<string, number>() });
  for (const { conversation, advice, position } of decisions) {
    const handled = all.get(conversation) ?? nothing();
    handled.decided.set(advice, Math.max(position, handled.decided.get(advice) ?? 0));
    all.set(conversation, handled);
  }
  for (const { conversation, position, taken_by, taken_at, left_position, left_why, name } of rows) {
    const handled = all.get(conversation) ?? nothing();
    if (taken_by && taken_at) handled.taken.set(position, { by: taken_by, name: name ?? taken_by, at: taken_at.getTime() });
    if (left_why === 'settled') handled.settledUpTo = Math.max(handled.settledUpTo, left_position ?? 0);
    all.set(conversation, handled);
  }
  return all;
}

/**
 * Keeps that a call needs a leader, with everything that calls for one and how each of it ended. Said again it is the same; nothing that was
 * kept before is lost, whichever node says it and in whatever order.
 */
export async function noteNeed(db: Db | Trx, call: CallPicture, unit: string | null): Promise<void> {
  const { need, conversation, agent } = call;
  if (!need) return;
  const keep = async (trx: Trx) => {
    const { position } = need;
    const day = dayOf(conversation);
    await trx
      .insertInto('needs')
      .values({ day, conversation, position, agent, unit, needed_at: new Date(need.at), alarms: '[]' })
      .onConflict(row => row.columns(['conversation', 'position']).doNothing())
      .execute();
    const row = trx.selectFrom('needs').select('alarms').where('conversation', '=', conversation).where('position', '=', position);
    const { alarms } = await row.forUpdate().executeTakeFirstOrThrow();
    await trx
      .updateTable('needs')
      .set({ alarms: JSON.stringify(mergeAlarms(alarms, alarmsOf(call))) })
      .where('conversation', '=', conversation)
      .where('position', '=', position)
      .execute();
  };
  await (db.isTransaction ? keep(db as Trx) : db.transaction().execute(keep));
}

function alarmsOf({ alarms, past }: CallPicture): readonly StoredAlarm[] {
  const stored = ({ key, rule, title, raisedAt }: Alarm): StoredAlarm => ({ key, rule, title, raisedAt });
  return [...past.map(({ alarm, why, at }) => ({ ...stored(alarm), ended: { why, at } })), ...Object.values(alarms).map(stored)];
}

/** Alarms kept before and those known now, each once, in the order they were raised; one that has ended stays ended. */
export function mergeAlarms(before: readonly StoredAlarm[], now: readonly StoredAlarm[]): readonly StoredAlarm[] {
  const all = new Map<string, StoredAlarm>();
  for (const alarm of [...before, ...now]) {
    const name = `${alarm.key} ${alarm.raisedAt}`;
    if (!all.get(name)?.ended) all.set(name, alarm);
  }
  return [...all.values()].sort((a, b) => a.raisedAt - b.raisedAt);
}

/** Keeps why a call needs nobody any more. What a leader settled stays settled. */
export async function noteEnd(db: Db | Trx, call: CallPicture, position: Position, why: Gone['why'], at: number): Promise<void> {
  await db
    .updateTable('needs')
    .set(row => ({ left_at: new Date(at), left_why: why, left_position: call.position, left_by: row.ref('taken_by') }))
    .where('conversation', '=', call.conversation)
    .where('position', '=', position)
    .where('left_at', 'is', null)
    .execute();
}

/** Takes a need for somebody unless somebody has it: one of two who come at once is first, and the other is told who. */
export async function takeNeed(
  trx: Trx,
  call: CallPicture,
  unit: string | null,
  by: string,
  now: number,
): Promise<{ by: string; at: number }> {
  await noteNeed(trx, call, unit);
  const position = call.need?.position ?? 0;
  const key = trx.updateTable('needs').where('conversation', '=', call.conversation).where('position', '=', position);
  const won = await key
    .set({ taken_by: by, taken_at: new Date(now) })
    .where('taken_by', 'is', null)
    .returning('taken_at')
    .executeTakeFirst();
  if (won) return { by, at: now };
  const row = await trx
    .selectFrom('needs')
    .select(['taken_by', 'taken_at'])
    .where('conversation', '=', call.conversation)
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  return { by: row.taken_by ?? by, at: row.taken_at?.getTime() ?? now };
}

/** Settles everything a call needs somebody for so far. */
export async function settleNeed(trx: Trx, call: CallPicture, unit: string | null, by: string, now: number): Promise<void> {
  await noteNeed(trx, call, unit);
  await trx
    .updateTable('needs')
    .set({ left_at: new Date(now), left_why: 'settled', left_by: by, left_position: call.position })
    .where('conversation', '=', call.conversation)
    .where('position', '=', call.need?.position ?? 0)
    .where('left_at', 'is', null)
    .execute();
}

/** Keeps that nobody is needed any more since the last claim of a call was decided at /quality. */
export async function noteDecided(db: Db, call: CallPicture, position: Position, now: number): Promise<void> {
  await db
    .updateTable('needs')
    .set({ left_at: new Date(now), left_why: 'settled' }) // no position: a decision may be taken back
    .where('conversation', '=', call.conversation)
    .where('position', '=', position)
    .where('left_at', 'is', null)
    .execute();
}
