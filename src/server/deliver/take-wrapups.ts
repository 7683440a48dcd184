import type { WrapupNote } from '#protocol/deliveries.ts';
import type { Trx } from '#server/db/schema.ts';
import { codesOf } from '#server/deliver/codes.ts';
import { notedTurns } from '#server/deliver/noted-turns.ts';
import { enqueue, receiversOf } from '#server/deliver/queue.ts';
import { namedIn, noteOf, withCodes } from '#server/deliver/wrapup-note.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Engines } from '#server/live/engines.ts';
import type { Consume, Delivered } from '#server/live/outbox.ts';

/** Takes confirmed wrap-ups from the log and puts a note on its way to everybody who wants it. */
export function takeWrapups(engines: Engines): Consume {
  return async (trx, rows) => {
    const confirmed = rows.filter(({ event: { what } }) => what.kind === 'acted' && what.act.kind === 'wrapped');
    if (confirmed.length === 0) return;
    const receivers = await receiversOf(trx, 'wrapup.confirmed');
    if (receivers.length === 0) return;
    for (const row of confirmed) {
      const note = await readNote(trx, engines, row);
      if (!note) continue;
      const wanted = namedIn(note);
      for (const { id } of receivers) {
        await enqueue(trx, {
          webhook: id,
          topic: 'wrapup.confirmed',
          subject: row.conversation,
          key: `${row.conversation}.${row.event.position}`,
          body: withCodes(note, await codesOf(trx, id, wanted)),
          at: row.storedAt,
        });
      }
    }
  };
}

async function readNote(trx: Trx, engines: Engines, { conversation, event }: Delivered): Promise<WrapupNote | null> {
  const row = await trx
    .selectFrom('wrapups')
    .innerJoin('conversations', join =>
      join.onRef('conversations.day', '=', 'wrapups.day').onRef('conversations.id', '=', 'wrapups.conversation'),
    )
    .select(['wrapups.category', 'wrapups.slots', 'wrapups.summary', 'wrapups.suggested', 'wrapups.by', 'wrapups.at'])
    .select([
      'conversations.external_id',
      'conversations.meta',
      'conversations.artefact',
      'conversations.opened_at',
      'conversations.closed_at',
    ])
    .where('wrapups.day', '=', dayOf(conversation))
    .where('wrapups.conversation', '=', conversation)
    .where('wrapups.position', '=', event.position)
    .executeTakeFirst();
  if (!row) return null;
  const leaf = row.category === null ? undefined : (await engines.get(row.artefact)).content(row.meta.lang).leaves.get(row.category);
  return noteOf(conversation, row, { ...row, path: leaf?.path ?? [] }, await notedTurns(trx, conversation, row));
}
