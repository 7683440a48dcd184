import type { FiledLeaf } from '#domain/advice.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { WrapupNote } from '#protocol/deliveries.ts';
import type { WrapupClause, WrapupSlot, WrapupSuggested } from '#server/db/tables/live.ts';
import type { Codes } from '#server/deliver/codes.ts';
import type { NotedTurn } from '#server/deliver/noted-turns.ts';

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
  readonly further: readonly FiledLeaf[];
  readonly slots: readonly WrapupSlot[];
  readonly summary: readonly WrapupClause[];
  readonly suggested: WrapupSuggested;
  readonly by: string;
  readonly at: Date;
  readonly handed_to?: string;
  readonly correction?: Correction;
}

/** Which version of a wrap-up it is, once it was corrected. */
export interface Correction {
  readonly revision: number;
  readonly replaces: string;
  readonly why: string;
}

/** The note that tells of a confirmed wrap-up, without the receiver's codes. */
export function noteOf(
  conversation: ConversationId,
  about: About,
  confirmed: Confirmed,
  turnsAt: ReadonlyMap<number, NotedTurn>,
): WrapupNote {
  const { external_id, meta, opened_at, closed_at } = about;
  const { category, path, further, slots, summary, suggested, by, at, handed_to, correction = { revision: 1 } } = confirmed;
  const clauses = (wanted: string) => summary.filter(clause => clause.part === wanted);
  const part = (wanted: string) =>
    clauses(wanted)
      .map(clause => clause.text)
      .join(meta.lang === 'zh' ? '' : ' ');
  const known = (positions: readonly number[] = []) => positions.filter(position => turnsAt.has(position));
  const rests = (wanted: string) => known(clauses(wanted).flatMap(clause => clause.evidence ?? []));
  const other = new Map(suggested.slots?.map(({ slot, value }) => [slot, value]));
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
    ...correction,
    category:
      category === null
        ? null
        : {
            ...filed(category, path),
            ...(suggested.category ? { suggested: filed(suggested.category.code, suggested.category.path) } : {}),
          },
    further: further.map(({ code, path }) => filed(code, path)),
    fields: slots.map(({ slot, label, value, on, status, evidence, source }) => ({
      key: slot,
      label,
      value,
      ...(on === undefined ? {} : { on }),
      sure: status !== 'unsure',
      ...(other.has(slot) ? { suggested: other.get(slot) } : {}),
      evidence: known(evidence),
      ...(source === undefined ? {} : { source }),
      bank: null,
    })),
    emptied: (suggested.slots ?? [])
      .filter(({ slot }) => !slots.some(one => one.slot === slot))
      .map(({ slot, label, value }) => ({ key: slot, label, suggested: value, bank: null })),
    summary: { reason: part('reason'), process: part('process'), result: part('result') },
    rests: { reason: rests('reason'), process: rests('process'), result: rests('result') },
    turns: [...turnsAt.values()],
  };
}

function filed(code: string, path: readonly string[]) {
  return { code, path: [...path], bank: null };
}

/** The leaves and fields a note names: those that codes are wanted of. */
export function namedIn({ category, further, fields, emptied }: WrapupNote): {
  readonly leaves: readonly string[];
  readonly fields: readonly string[];
} {
  const leaves = [category, category?.suggested, ...further].flatMap(leaf => (leaf ? [leaf.code] : []));
  return { leaves, fields: [...fields, ...emptied].map(({ key }) => key) };
}

/** The same note in the receiver's own codes. */
export function withCodes(note: WrapupNote, { leaf, field }: Codes): WrapupNote {
  const coded = <Of extends { readonly code: string }>(one: Of) => ({ ...one, bank: leaf.get(one.code) ?? null });
  const keyed = <Of extends { readonly key: string }>(one: Of) => ({ ...one, bank: field.get(one.key) ?? null });
  const { category, further, fields, emptied } = note;
  return {
    ...note,
    category: category && { ...coded(category), ...(category.suggested ? { suggested: coded(category.suggested) } : {}) },
    further: further.map(coded),
    fields: fields.map(keyed),
    emptied: emptied.map(keyed),
  };
}
