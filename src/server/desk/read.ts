import { ConversationId } from '#domain/ids.ts';
import type { ConversationHead, DeskDown } from '#protocol/down.ts';
import type { ConversationList, ConversationRecord } from '#protocol/rest.ts';
import type { Db } from '#server/db/schema.ts';
import { standingOf } from '#server/deliver/deliveries.ts';
import { headColumns, headOf } from '#server/desk/head.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import { readLog } from '#server/live/read-rows.ts';

const mostInInbox = 50;

/** What an agent has on the desk: open conversations and those not wrapped up yet, newest first; silent ones are nobody's. */
export async function readInbox(db: Db, staffNo: string, sinceDay: number): Promise<readonly ConversationHead[]> {
  const rows = await db
    .selectFrom('conversations')
    .select(headColumns)
    .where('day', '>=', sinceDay)
    .where('agent', '=', staffNo)
    .where('status', '<>', 'wrapped')
    .where(row => row(row.ref('meta', '->>').key('arm'), '<>', 'silent'))
    .orderBy('opened_at', 'desc')
    .limit(mostInInbox)
    .execute();
  return rows.map(headOf);
}

/** What interrupts on an agent's screen as it is stored. */
export async function readScreenNow(db: Db, staffNo: string): Promise<Extract<DeskDown, { type: 'screen' }>> {
  const row = await db.selectFrom('screens').select(['position', 'interrupts', 'whispers']).where('agent', '=', staffNo).executeTakeFirst();
  return { type: 'screen', number: row?.position ?? 0, interrupts: row?.interrupts ?? [], whispers: row?.whispers ?? [] };
}

/** Who may be asked about before a conversation is shown. */
export async function readAgent(db: Db, id: ConversationId): Promise<{ agent: string | null; arm: string } | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['agent', 'meta'])
    .where('day', '=', dayOf(id))
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { agent: row.agent, arm: row.meta.arm } : null;
}

/** An agent's conversations, newest first, a page at a time. `before` is what the last page gave as next. */
export async function readMine(db: Db, staffNo: string, page: { before?: string; limit: number }): Promise<ConversationList> {
  let query = db
    .selectFrom('conversations')
    .select([...headColumns, 'agent', 'topic', 'last_ms', 'opened_at'])
    .where('agent', '=', staffNo)
    .where(row => row(row.ref('meta', '->>').key('arm'), '<>', 'silent'))
    .orderBy('day', 'desc')
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  const before = page.before === undefined ? null : cursorOf(page.before);
  if (before) {
    query = query.where(row => row(row.refTuple('day', 'opened_at', 'id'), '<', row.tuple(before.day, before.openedAt, before.id)));
  }
  const rows = await query.execute();
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const notes = await standingOf(
    db,
    shown.map(row => row.id),
  );
  return {
    conversations: shown.map(row => ({
      ...headOf(row),
      ...(notes.has(row.id) ? { note: notes.get(row.id) } : {}),
      ...(row.agent === null ? {} : { agent: row.agent }),
      ...(row.topic === null ? {} : { topic: row.topic }),
      durationMs: row.last_ms,
    })),
    ...(rows.length > page.limit && last ? { next: `${last.opened_at.getTime()}.${last.id}` } : {}),
  };
}

/** The whole record of a conversation: what was heard and shown, when and why. */
export async function readRecord(db: Db, id: ConversationId): Promise<(ConversationRecord & { agent: string | null; arm: string }) | null> {
  const row = await db
    .selectFrom('conversations')
    .select([...headColumns, 'agent', 'release', 'advice_hash'])
    .where('day', '=', dayOf(id))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;

  const rows = await readLog(db, id);
  return {
    agent: row.agent,
    arm: row.meta.arm,
    head: { ...headOf(row), ...(row.agent === null ? {} : { agent: row.agent }) },
    rows: rows.map(({ event, advice, stamps }) => ({ event, advice, stamps })),
    release: row.release,
    hash: row.advice_hash,
  };
}

function cursorOf(text: string): { day: number; openedAt: Date; id: ConversationId } | null {
  const [at = '', id = ''] = text.split('.');
  const parsed = ConversationId.safeParse(id);
  if (!/^\d{1,15}$/.test(at) || !parsed.success) return null;
  return { day: dayOf(parsed.data), openedAt: new Date(Number(at)), id: parsed.data };
}
