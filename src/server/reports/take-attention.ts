import { sql } from 'kysely';
import type { ConversationId } from '#domain/ids.ts';
import type { Band } from '#engine/attention/attention-memory.ts';
import { bandOf } from '#engine/attention/tenure.ts';
import type { Trx } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Engines } from '#server/live/engines.ts';
import type { Consume } from '#server/live/outbox.ts';
import { readLog } from '#server/live/read-rows.ts';
import { lastsIn } from '#server/reports/attention-said.ts';
import { type LogRow, type Tally, tallyOf } from '#server/reports/attention-tally.ts';

/** Adds up what became of what was shown, conversation by conversation, as each ends. Silent ones are shown to nobody. */
export function takeAttention(engines: Pick<Engines, 'get'>): Consume {
  return async (trx, rows) => {
    for (const { conversation, event } of rows) if (event.what.kind === 'closed') await takeOne(trx, engines, conversation, event.position);
  };
}

async function takeOne(trx: Trx, engines: Pick<Engines, 'get'>, id: ConversationId, position: number): Promise<void> {
  const day = dayOf(id);
  const call = await trx
    .selectFrom('conversations')
    .select(['artefact', 'meta'])
    .where('day', '=', day)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!call || call.meta.arm === 'silent') return;
  const rows = await readLog(trx, id, position);
  const { settings, rules } = (await engines.get(call.artefact)).content(call.meta.lang);
  const group = { day, queue: call.meta.queue ?? '', band: bandOf(hiredOnIn(rows), call.meta.openedAt, settings) };
  await trx
    .insertInto('attention_calls')
    .values({ ...group, calls: 1 })
    .onConflict(row => row.columns(['day', 'queue', 'band']).doUpdateSet({ calls: sql`attention_calls.calls + 1` }))
    .execute();
  await addTallies(trx, group, tallyOf(rows, lastsIn(rules)));
}

async function addTallies(trx: Trx, group: { day: number; queue: string; band: Band }, tallies: readonly Tally[]): Promise<void> {
  if (tallies.length === 0) return;
  const plus = (column: string) => sql<number>`attention_counts.${sql.ref(column)} + excluded.${sql.ref(column)}`;
  await trx
    .insertInto('attention_counts')
    .values(tallies.map(({ usedThenSaid, ...tally }) => ({ ...group, ...tally, used_then_said: usedThenSaid })))
    .onConflict(row =>
      row.columns(['day', 'queue', 'band', 'kind', 'origin']).doUpdateSet({
        shown: plus('shown'),
        used: plus('used'),
        used_then_said: plus('used_then_said'),
        said: plus('said'),
        dismissed: plus('dismissed'),
        ignored: plus('ignored'),
      }),
    )
    .execute();
}

/** Who served last decides whose band it is. */
function hiredOnIn(rows: readonly LogRow[]): string | undefined {
  let hiredOn: string | undefined;
  for (const { event } of rows) if (event.what.kind === 'assigned') hiredOn = event.what.hiredOn;
  return hiredOn;
}
