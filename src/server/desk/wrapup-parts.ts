import type { Selectable } from 'kysely';
import { ConversationId } from '#domain/ids.ts';
import { markPattern } from '#domain/mark.ts';
import { ProblemError } from '#domain/problem.ts';
import type { EditPart, WrapupPart } from '#protocol/wrapup-parts.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { LiveTables, WrapupPartEdits, WrapupSlot, WrapupSuggested } from '#server/db/tables/live.ts';
import { furtherWrong } from '#server/live/admit-further.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import { latestFirst } from '#server/live/wrapups-of.ts';
import { withoutSecrets } from '#server/without-secrets.ts';

/** A part as it is stored: what was suggested, and what its agent changed. */
export type PartRow = Selectable<LiveTables['wrapup_parts']>;

const most = 100;

/** An agent's own parts, the newest first. */
export async function ownParts(db: Db, staffNo: string): Promise<readonly WrapupPart[]> {
  const rows = await db.selectFrom('wrapup_parts').selectAll().where('by', '=', staffNo).orderBy('at', 'desc').limit(most).execute();
  return rows.map(shownPart);
}

/** The parts of one call, the first hand-over first. */
export async function partsOfCall(db: Db, id: ConversationId): Promise<readonly WrapupPart[]> {
  const rows = await db
    .selectFrom('wrapup_parts')
    .selectAll()
    .where('day', '=', dayOf(id))
    .where('conversation', '=', id)
    .orderBy('position')
    .limit(most)
    .execute();
  return rows.map(shownPart);
}

/** The position up to which somebody heard a call that went on to somebody else; null: was never on it. */
export async function heardUntil(db: Db, id: ConversationId, staffNo: string): Promise<number | null> {
  const row = await latestFirst(db, 'wrapup_parts', id).select('position').where('by', '=', staffNo).limit(1).executeTakeFirst();
  return row?.position ?? null;
}

/** A part that is its owner's and not confirmed yet, locked until the transaction ends. */
export async function openPart(trx: Trx, which: Pick<EditPart, 'conversation' | 'position'>, staffNo: string): Promise<PartRow> {
  const { conversation, position } = which;
  const part = await trx
    .selectFrom('wrapup_parts')
    .selectAll()
    .where('day', '=', dayOf(conversation))
    .where('conversation', '=', conversation)
    .where('position', '=', position)
    .where('by', '=', staffNo)
    .forUpdate()
    .executeTakeFirst();
  if (!part) throw new ProblemError({ kind: 'not-found', what: 'wrap-up part', id: `${conversation}.${position}` });
  if (part.confirmed_at) throw new ProblemError({ kind: 'conflict', why: 'it is confirmed already' });
  return part;
}

/** The categories somebody filed a part under: the main one, and all beside it. */
export type FiledAs = Pick<WrapupPartEdits, 'category' | 'further'>;

/** A part's edits with further ones; secrets typed into them are taken out, and a field that is a mark stays one. */
export function withEdits(
  part: Pick<PartRow, 'slots' | 'summary' | 'edits' | 'category' | 'further' | 'most'>,
  asked: Pick<EditPart, 'slots' | 'summary'>,
  filed: FiledAs,
): WrapupPartEdits {
  for (const key of Object.keys(asked.slots ?? {})) {
    const slot = part.slots.find(one => one.slot === key);
    if (!slot) throw new ProblemError({ kind: 'invalid', field: `slots.${key}`, why: 'is no field of this part' });
    if (slot.value.match(markPattern)) throw new ProblemError({ kind: 'invalid', field: `slots.${key}`, why: 'holds a sealed value' });
  }
  const { category = part.edits.category, further = part.edits.further } = filed;
  const codes = (further ?? part.further).map(({ code }) => code);
  const why = furtherWrong(codes, category?.code ?? part.category ?? undefined, part.most > 1 ? part.most : undefined, () => true);
  if (why !== null) throw new ProblemError({ kind: 'invalid', field: 'further', why });
  const clean = (texts: Readonly<Partial<Record<string, string>>> | undefined) =>
    Object.fromEntries(Object.entries(texts ?? {}).map(([key, text]) => [key, withoutSecrets((text ?? '').trim())]));
  return {
    slots: { ...part.edits.slots, ...clean(asked.slots) },
    summary: { ...part.edits.summary, ...clean(asked.summary) },
    ...(category ? { category } : {}),
    ...(further ? { further } : {}),
  };
}

/** A part with its agent's edits in place and what stood there before: what is confirmed and told. An emptied field or sentence is left out. */
export function editedPart(part: PartRow): PartRow {
  const { slots = {}, summary = {}, category, further } = part.edits;
  return {
    ...part,
    category: category?.code ?? (part.settled ? part.category : null),
    path: category ? [...category.path] : part.settled ? part.path : [],
    further: further ? [...further] : part.further,
    slots: part.slots.map(slot => edited(slot, slots[slot.slot])).filter(({ value }) => value !== ''),
    summary: part.summary.map(clause => ({ ...clause, text: summary[clause.part] ?? clause.text })).filter(({ text }) => text !== ''),
    suggested: suggestedOf(part),
  };
}

/** Another value, in words nobody has read yet: on what day they are is not known. */
function edited(slot: WrapupSlot, value: string | undefined): WrapupSlot {
  if (value === undefined || value === slot.value) return slot;
  const { on: _before, ...other } = slot;
  return { ...other, value };
}

/** What was heard first counts: a field changed on the desk and again in the part was suggested once. */
function suggestedOf({ suggested, edits, category, path, slots }: PartRow): WrapupSuggested {
  const further = suggested.further?.filter(({ code }) => !edits.further?.some(one => one.code === code)) ?? [];
  const before = suggested.slots ?? [];
  const isChanged = (slot: string, value: string) => (edits.slots?.[slot] ?? value) !== value && !before.some(one => one.slot === slot);
  const changed = slots.filter(({ slot, value }) => isChanged(slot, value)).map(({ slot, label, value }) => ({ slot, label, value }));
  const first = suggested.category ?? (category !== null && edits.category ? { code: category, path } : undefined);
  const filed = edits.category?.code ?? category;
  return {
    ...(first && first.code !== filed ? { category: first } : {}),
    ...(further.length > 0 ? { further } : {}),
    ...(before.length + changed.length > 0 ? { slots: [...before, ...changed] } : {}),
  };
}

function shownPart(part: PartRow): WrapupPart {
  const { slots = {}, summary = {}, category } = part.edits;
  const filed = (code: string | null, path: readonly string[]) => (code === null ? null : { code, path: [...path] });
  const stood = filed(part.category, part.path);
  return {
    conversation: ConversationId.parse(part.conversation),
    position: part.position,
    by: part.by,
    handedTo: part.handed_to,
    category: category ? filed(category.code, category.path) : part.settled ? stood : null,
    further: (part.edits.further ?? part.further).map(({ code, path }) => ({ code, path: [...path] })),
    most: part.most,
    ...(category || !part.settled ? { suggested: stood } : {}),
    slots: part.slots.map(slot => {
      const own = slots[slot.slot];
      const before = part.suggested.slots?.find(one => one.slot === slot.slot)?.value ?? (own === undefined ? undefined : slot.value);
      return { ...slot, value: own ?? slot.value, ...(before === undefined ? {} : { suggested: before }) };
    }),
    summary: part.summary.map(clause => {
      const own = summary[clause.part];
      return own === undefined ? clause : { ...clause, text: own, suggested: clause.text };
    }),
    at: part.at.toISOString(),
    ...(part.confirmed_at ? { confirmedAt: part.confirmed_at.toISOString() } : {}),
  };
}
