import { sql } from 'kysely';
import { Advice } from '#domain/advice.ts';
import { ProblemError } from '#domain/problem.ts';
import type { FlagList } from '#protocol/content.ts';
import { namesOf } from '#server/content/names.ts';
import { readPieces } from '#server/content/pieces.ts';
import { titleOf } from '#server/content/title.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { agentAt } from '#server/live/agent-at.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Consume, Delivered } from '#server/live/outbox.ts';

/** Takes from the log what agents say about content: cards flagged wrong or outdated, and look-ups that found nothing. */
export const takeFeedback: Consume = async (trx, rows) => {
  for (const row of rows) {
    const { what } = row.event;
    if (what.kind !== 'acted') continue;
    if (what.act.kind === 'flagged') await takeFlag(trx, row, what.act);
    if (what.act.kind === 'looked-up' && what.act.article === null) await countMiss(trx, row);
  }
};

/** An agent's word about one piece of content in one conversation counts once. */
async function takeFlag(trx: Trx, { conversation, event, storedAt }: Delivered, act: { key: string; why: 'wrong' | 'outdated' }) {
  const { advice, agent } = await standingAt(trx, conversation, event.position, act.key);
  const from = advice?.from;
  await trx
    .insertInto('content_flags')
    .values({
      conversation,
      key: from ? `${from.kind}/${from.key}` : `advice/${act.key}`,
      version: from?.version ?? null,
      card: advice ? wordsOf(advice) : '',
      why: act.why,
      agent: agent ?? '',
      at: storedAt,
      settled_by: null,
      settled_at: null,
      outcome: null,
    })
    .onConflict(row => row.columns(['conversation', 'key', 'agent']).doNothing())
    .execute();
}

/** The advice as it stood, and who had the conversation, at one place of its log. */
async function standingAt(
  trx: Trx,
  conversation: Delivered['conversation'],
  position: Delivered['event']['position'],
  advice: string,
): Promise<{ advice: Advice | undefined; agent: string | null }> {
  const day = dayOf(conversation);
  const { rows } = await sql<{ advice: unknown; agent: string | null }>`select
    (select change -> 'advice' from events, jsonb_array_elements(events.advice) change
      where day = ${day} and conversation = ${conversation} and position <= ${position} and change -> 'advice' ->> 'key' = ${advice}
      order by position desc limit 1) as advice,
    ${agentAt(conversation, position)} as agent`.execute(trx);
  return { advice: Advice.safeParse(rows[0]?.advice).data, agent: rows[0]?.agent ?? null };
}

const longestCard = 300;

/** The script as content has it: what a blank was filled with is the customer's, and stays in the conversation. */
function wordsOf(advice: Advice): string {
  if (advice.kind !== 'card' && advice.kind !== 'offer') return 'title' in advice ? advice.title : '';
  const script = advice.script.map(part => (part.kind === 'words' ? part.text : `{{${part.label}}}`)).join('');
  return `${advice.title} · ${script}`.slice(0, longestCard);
}

async function countMiss(trx: Trx, { conversation }: Delivered): Promise<void> {
  const day = dayOf(conversation);
  await sql`
    insert into lookup_misses (day, topic, times)
    values (${day}, coalesce((select topic from conversations where day = ${day} and id = ${conversation}), ''), 1)
    on conflict (day, topic) do update set times = lookup_misses.times + 1`.execute(trx);
}

/** Flags that wait, or those settled, newest first, a page at a time. */
export async function listFlags(
  db: Db,
  asked: { state: 'open' | 'settled'; before?: number | undefined; limit: number },
): Promise<FlagList> {
  let query = db
    .selectFrom('content_flags')
    .selectAll()
    .where('settled_by', asked.state === 'open' ? 'is' : 'is not', null);
  if (asked.before) query = query.where('id', '<', asked.before);
  const rows = await query.orderBy('id', 'desc').limit(asked.limit).execute();
  const { open } = await db
    .selectFrom('content_flags')
    .select(row => row.fn.countAll<string>().as('open'))
    .where('settled_by', 'is', null)
    .executeTakeFirstOrThrow();

  const refs = rows.flatMap(({ key, version }) => (version === null ? [] : [{ ...partsOf(key), version }]));
  const bodies = new Map((await readPieces(db, refs)).map(piece => [`${piece.kind}/${piece.key}@${piece.version}`, piece.body]));
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.agent, row.settled_by]),
  );
  const last = rows.length === asked.limit ? rows.at(-1)?.id : undefined;
  return {
    flags: rows.map(({ id, key, version, why, card, agent, conversation, at, settled_by, outcome }) => ({
      id,
      ...partsOf(key),
      ...(version === null ? {} : { version }),
      title: titleOf(bodies.get(`${key}@${version}`), partsOf(key).key),
      why,
      card,
      agent: named(agent),
      conversation,
      at: at.toISOString(),
      ...(settled_by ? { settledBy: named(settled_by) } : {}),
      ...(outcome ? { outcome } : {}),
    })),
    open: Number(open),
    ...(last ? { next: last } : {}),
  };
}

/** Settles a flag; one that somebody else settled meanwhile is a conflict. */
export async function settleFlag(trx: Trx, id: number, by: string, outcome: 'corrected' | 'kept'): Promise<{ readonly key: string }> {
  const row = await trx.selectFrom('content_flags').select(['key', 'settled_by']).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'flag', id: String(id) });
  if (row.settled_by) throw new ProblemError({ kind: 'conflict', why: `flag ${id} was settled by ${row.settled_by}` });
  await trx.updateTable('content_flags').set({ settled_by: by, settled_at: new Date(), outcome }).where('id', '=', id).execute();
  return { key: row.key };
}

/** Look-ups that found nothing since a day (yyyymmdd), most first. */
export async function listMisses(db: Db, sinceDay: number): Promise<readonly { topic?: string; times: number }[]> {
  const rows = await db
    .selectFrom('lookup_misses')
    .select(row => ['topic', row.fn.sum<string>('times').as('times')])
    .where('day', '>=', sinceDay)
    .groupBy('topic')
    .orderBy('times', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ topic, times }) => ({ ...(topic ? { topic } : {}), times: Number(times) }));
}

function partsOf(name: string): { kind: string; key: string } {
  const slash = name.indexOf('/');
  return { kind: name.slice(0, slash), key: name.slice(slash + 1) };
}
