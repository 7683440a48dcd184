import { ConversationId, Position, SourceId } from '#domain/ids.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Db } from '#server/db/schema.ts';
import type { Beginning } from '#server/live/conversation.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Engines } from '#server/live/engines.ts';
import { Gatekeeper } from '#server/live/gatekeeper.ts';
import { Ledger, timer } from '#server/live/ledger.ts';
import type { Seals } from '#server/live/seals.ts';
import type { Log } from '#server/log.ts';

/** A conversation as the log has it, with what its watch needs to go on. */
export interface Rebuilt {
  readonly beginning: Beginning;
  readonly sources: readonly { source: string; legs: Speaker[] }[];
  readonly seen: readonly { atMs: number; heardAt: number }[];
  /** Whether today's engine gives the very advice that was stored. */
  readonly isSame: boolean;
}

/** Folds a stored conversation again: the same state as if nothing had happened. Null when there is no such conversation. */
export async function rebuild(deps: { db: Db; engines: Engines; seals: Seals; log: Log }, id: ConversationId): Promise<Rebuilt | null> {
  const { db, engines, seals, log } = deps;
  const day = dayOf(id);
  const row = await db.selectFrom('conversations').selectAll().where('day', '=', day).where('id', '=', id).executeTakeFirst();
  if (!row) return null;

  const [engine, events, sources] = await Promise.all([
    engines.get(row.artefact),
    db
      .selectFrom('events')
      .select(['position', 'source', 'seq', 'at_ms', 'what', 'advice', 'stamps', 'ref'])
      .where('day', '=', day)
      .where('conversation', '=', id)
      .orderBy('position')
      .execute(),
    db.selectFrom('sources').select(['source', 'legs']).where('day', '=', day).where('conversation', '=', id).execute(),
  ]);

  const ledger = new Ledger(engine);
  for (const { position, source, seq, at_ms, what, advice, ref } of events) {
    ledger.restore({ position: Position.parse(position), atMs: at_ms, source: SourceId.parse(source), what }, seq, ref, advice);
  }
  const isSame = ledger.hash === row.advice_hash && ledger.agrees;
  if (!isSame) log.warn({ conversation: id }, 'rebuilt conversation advises otherwise than stored; what was shown stays');

  const { meta, clock, demo, release, artefact, partition, client, external_id, ext } = row;
  return {
    beginning: {
      birth: { id, day, partition, client, externalId: external_id, meta, ext, clock, demo, release, artefact },
      ledger,
      door: Gatekeeper.open(seals, id, meta.lang, row.door),
      status: row.status,
      agent: row.agent,
      topic: row.topic,
    },
    sources,
    seen: events.filter(({ source, what }) => source !== timer && hasOwnTime(what.kind)).map(seenOf),
    isSame,
  };
}

/** Ids of the conversations of these shares that are still open. */
export async function openConversations(db: Db, partitions: readonly number[]): Promise<readonly ConversationId[]> {
  if (partitions.length === 0) return [];
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('status', '=', 'open')
    .where('partition', 'in', partitions)
    .orderBy('opened_at')
    .execute();
  return rows.map(row => ConversationId.parse(row.id));
}

function hasOwnTime(kind: string): boolean {
  return kind === 'heard' || kind === 'speaking' || kind === 'held' || kind === 'muted' || kind === 'transferred';
}

function seenOf({ at_ms, stamps }: { at_ms: number; stamps: { heardAt: number } }): { atMs: number; heardAt: number } {
  return { atMs: at_ms, heardAt: stamps.heardAt };
}
