import { sql } from 'kysely';
import type { ConversationId } from '#domain/ids.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Trx } from '#server/db/schema.ts';
import type { WrapupClause, WrapupSlot } from '#server/db/tables/live.ts';
import { dayOf } from '#server/live/conversation-id.ts';

/** A turn that something in a note rests on, its text as it went through the door. */
export interface NotedTurn {
  readonly position: number;
  readonly speaker: Speaker;
  readonly atMs: number;
  readonly text: string;
}

/** The turns a wrap-up rests on, in their last correction, in the order of the talk. */
export async function notedTurns(
  trx: Trx,
  conversation: ConversationId,
  { slots, summary }: { readonly slots: readonly WrapupSlot[]; readonly summary: readonly WrapupClause[] },
): Promise<ReadonlyMap<number, NotedTurn>> {
  const positions = [...new Set([...slots, ...summary].flatMap(({ evidence }) => evidence ?? []))];
  if (positions.length === 0) return new Map();
  const rows = await trx
    .selectFrom('events')
    .select('what')
    .where('day', '=', dayOf(conversation))
    .where('conversation', '=', conversation)
    .where(sql<string>`what ->> 'kind'`, 'in', ['heard', 'corrected'])
    .where(sql<number>`(what -> 'utterance' ->> 'position')::int`, 'in', positions)
    .orderBy('position')
    .execute();
  const turns = rows.flatMap(({ what }) => {
    if (what.kind !== 'heard' && what.kind !== 'corrected') return [];
    const { position, speaker, startMs, text } = what.utterance;
    return [{ position: position as number, speaker, atMs: startMs, text }];
  });
  const latest = new Map(turns.map(turn => [turn.position, turn])); // a correction comes after what it corrects
  return new Map([...latest].sort(([a], [b]) => a - b));
}
