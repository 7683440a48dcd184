import type { ConversationId, Position } from '#domain/ids.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Bus } from '#ports/bus.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { Ledger } from '#server/live/ledger.ts';
import { rowsOf } from '#server/live/surroundings.ts';
import type { Row } from '#server/live/write.ts';

type Down<Type extends DeskDown['type']> = Extract<DeskDown, { type: Type }>;

/** Tells the desks about rows that are durable now. */
export function publishRows(bus: Bus, conversation: ConversationId, rows: readonly Row[], storedAt: number): void {
  const subject = rowsOf(conversation);
  for (const { event, advice, stamps } of rows) {
    const row: Down<'row'> = {
      type: 'row',
      conversation,
      position: event.position,
      event,
      advice: [...advice],
      stamps: { ...stamps, storedAt },
    };
    bus.publish(subject, row);
  }
}

/** An unfinished text for the desks; with what the engine would say to it, if it is to look. */
export function partialFrom(
  conversation: ConversationId,
  ledger: Ledger,
  said: { speaker: Speaker; text: string; startMs: number; atMs: number },
  glance: boolean,
): Down<'partial'> {
  const { speaker, text, startMs, atMs } = said;
  const utterance = { position: (ledger.position + 1) as Position, revision: 0, speaker, text, startMs, endMs: Math.max(startMs, atMs) };
  return { type: 'partial', conversation, speaker, text, startMs, advice: glance ? [...ledger.engine.glance(ledger.mind, utterance)] : [] };
}
