import type { ConversationMeta } from '#domain/conversation.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { WrapupNote } from '#protocol/deliveries.ts';
import type { WrapupClause, WrapupSlot } from '#server/db/tables/live.ts';
import type { Codes } from '#server/deliver/codes.ts';

/** What the note says of the conversation. */
interface About {
  readonly external_id: string;
  readonly meta: ConversationMeta;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
}

/** What was confirmed, by whom and when; the whole, or the part of an agent who handed the call on. */
interface Confirmed {
  readonly category: string | null;
  readonly path: readonly string[];
  readonly slots: readonly WrapupSlot[];
  readonly summary: readonly WrapupClause[];
  readonly by: string;
  readonly at: Date;
  readonly handed_to?: string;
}

/** The note that tells of a confirmed wrap-up, without the receiver's codes. */
export function noteOf(conversation: ConversationId, about: About, confirmed: Confirmed): WrapupNote {
  const { external_id, meta, opened_at, closed_at } = about;
  const { category, path, slots, summary, by, at, handed_to } = confirmed;
  const part = (wanted: string) =>
    summary
      .filter(clause => clause.part === wanted)
      .map(clause => clause.text)
      .join(meta.lang === 'zh' ? '' : ' ');
  return {
    type: 'wrapup.confirmed',
    version: 1,
    conversation,
    externalId: external_id,
    channel: meta.channel,
    ...(meta.queue ? { queue: meta.queue } : {}),
    agent: by,
    ...(handed_to === undefined ? {} : { handedTo: handed_to }),
    openedAt: opened_at.toISOString(),
    ...(closed_at ? { closedAt: closed_at.toISOString() } : {}),
    confirmedAt: at.toISOString(),
    category: category === null ? null : { code: category, path: [...path], bank: null },
    fields: slots.map(({ slot, label, value, status }) => ({ key: slot, label, value, sure: status !== 'unsure', bank: null })),
    summary: { reason: part('reason'), process: part('process'), result: part('result') },
  };
}

/** The same note in the receiver's own codes. */
export function withCodes(note: WrapupNote, { leaf, field }: Codes): WrapupNote {
  return {
    ...note,
    category: note.category && { ...note.category, bank: leaf.get(note.category.code) ?? null },
    fields: note.fields.map(one => ({ ...one, bank: field.get(one.key) ?? null })),
  };
}
