import { type AdviceByKey, foldAdvice } from '#domain/board-fold.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Db } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';

/** A call as far as it is stored: what an agent's screen may have shown at that moment, and no less. */
export interface CallAsItStands {
  readonly agent: string | null;
  readonly status: 'open' | 'closed' | 'wrapped';
  readonly position: number; // of its last row
  readonly board: AdviceByKey;
  readonly speakerOf: (position: number) => Speaker | undefined;
}

/** Reads it; null when there is none, or nobody is assisted in it. */
export async function callAsItStands(db: Db, id: ConversationId): Promise<CallAsItStands | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['agent', 'status', 'meta'])
    .where('day', '=', dayOf(id))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.meta.arm === 'silent') return null;
  const rows = await db
    .selectFrom('events')
    .select(['position', 'what', 'advice'])
    .where('day', '=', dayOf(id))
    .where('conversation', '=', id)
    .orderBy('position')
    .execute();
  const speakers = new Map(
    rows.flatMap(({ position, what }) => (what.kind === 'heard' ? [[Number(position), what.utterance.speaker]] : [])),
  );
  return {
    agent: row.agent,
    status: row.status,
    position: Number(rows.at(-1)?.position ?? 0),
    board: rows.reduce<AdviceByKey>((board, { advice }) => foldAdvice(board, advice), {}),
    speakerOf: position => speakers.get(position),
  };
}
