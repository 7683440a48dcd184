import type { ConversationId } from '#domain/ids.ts';
import type { WrapupNote } from '#protocol/deliveries.ts';
import type { Trx } from '#server/db/schema.ts';
import { codesOf } from '#server/deliver/codes.ts';
import { notedTurns } from '#server/deliver/noted-turns.ts';
import { enqueue, receiversOf } from '#server/deliver/queue.ts';
import { namedIn, noteOf, withCodes } from '#server/deliver/wrapup-note.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Engines } from '#server/live/engines.ts';
import type { Consume, Delivered } from '#server/live/outbox.ts';
import { latestFirst } from '#server/live/wrapups-of.ts';

/** Takes confirmed and corrected wrap-ups from the log and puts a note on its way to everybody who wants it. */
export function takeWrapups(engines: Engines): Consume {
  return async (trx, rows) => {
    const confirmed = rows.filter(
      ({ event: { what } }) => what.kind === 'acted' && (what.act.kind === 'wrapped' || what.act.kind === 'amended'),
    );
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
          key: keyOf(row.conversation, row.event.position),
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
    .select(['wrapups.category', 'wrapups.further', 'wrapups.slots', 'wrapups.summary', 'wrapups.suggested', 'wrapups.by', 'wrapups.at'])
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
  const correction = event.what.kind === 'acted' && event.what.act.kind === 'amended' ? event.what.act : null;
  const confirmed = {
    ...row,
    path: leaf?.path ?? [],
    ...(correction ? { correction: { ...(await versionOf(trx, conversation, event.position)), why: correction.why } } : {}),
  };
  return noteOf(conversation, row, confirmed, await notedTurns(trx, conversation, row));
}

/** Which version of the wrap-up stands at a position, and the note of the one before. */
async function versionOf(trx: Trx, conversation: ConversationId, position: number): Promise<{ revision: number; replaces: string }> {
  const before = await latestFirst(trx, 'wrapups', conversation).select('position').where('position', '<', position).execute();
  return { revision: before.length + 1, replaces: keyOf(conversation, before[0]?.position ?? 0) };
}

/** The webhook-id of the note about one version of a wrap-up. */
function keyOf(conversation: ConversationId, position: number): string {
  return `${conversation}.${position}`;
}
