import type { Selectable } from 'kysely';
import type { ConversationId } from '#domain/ids.ts';
import type { Trx } from '#server/db/schema.ts';
import type { LiveTables } from '#server/db/tables/live.ts';
import { codesOf } from '#server/deliver/codes.ts';
import { notedTurns } from '#server/deliver/noted-turns.ts';
import { enqueue, receiversOf } from '#server/deliver/queue.ts';
import { namedIn, noteOf, withCodes } from '#server/deliver/wrapup-note.ts';

/** Puts a note of a confirmed part on its way, with a key of its own. */
export async function tellOfPart(trx: Trx, conversation: ConversationId, part: Selectable<LiveTables['wrapup_parts']>): Promise<void> {
  const receivers = await receiversOf(trx, 'wrapup.confirmed');
  if (receivers.length === 0) return;
  const about = await trx
    .selectFrom('conversations')
    .select(['external_id', 'meta', 'opened_at', 'closed_at'])
    .where('day', '=', part.day)
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow();
  const note = noteOf(conversation, about, part, await notedTurns(trx, conversation, part));
  const wanted = namedIn(note);
  for (const { id } of receivers) {
    await enqueue(trx, {
      webhook: id,
      topic: 'wrapup.confirmed',
      subject: conversation,
      key: `${conversation}.${part.position}.part`,
      body: withCodes(note, await codesOf(trx, id, wanted)),
      at: part.at,
    });
  }
}
