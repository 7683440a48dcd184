import { sql } from 'kysely';
import type { FiledLeaf } from '#domain/advice.ts';
import { civilDateOf } from '#domain/civil-date.ts';
import type { ConversationId } from '#domain/ids.ts';
import { type Mark, writeMark } from '#domain/mark.ts';
import { ProblemError } from '#domain/problem.ts';
import { endOfTerm } from '#domain/term.ts';
import { fieldsWrong, routeOf, suggestedKind, type TicketKind } from '#domain/ticket-plan.ts';
import { dayAt } from '#domain/working-calendar.ts';
import type { MadeTicket, MakeTicket } from '#protocol/tickets.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import { newConversationId } from '#server/live/conversation-id.ts';
import type { PersonWho } from '#server/people/who.ts';
import { addStep } from '#server/tickets/changes.ts';
import { type FromWrapup, fromWrapup } from '#server/tickets/from-wrap-up.ts';
import { unitsAbove } from '#server/tickets/handlers.ts';
import { holdOf, type TicketParts } from '#server/tickets/parts.ts';
import { livePlan, type Plan } from '#server/tickets/plan.ts';
import { withoutSecrets } from '#server/without-secrets.ts';

/** Makes a ticket, from a wrap-up or by hand, and sends it where the plan says. The same request again is the same ticket. */
export async function makeTicket(parts: TicketParts, who: PersonWho, asked: MakeTicket): Promise<MadeTicket> {
  const { db } = parts;
  const from = asked.conversation === undefined ? null : await fromWrapup(parts, who, asked.conversation);
  const [path, others] = await Promise.all([pathOf(parts, asked, from), othersOf(parts, asked, from)]);
  return db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`ticket ${who.staffNo} ${asked.request}`}, 0))`.execute(trx);
    const before = await trx
      .selectFrom('tickets')
      .select(['number', 'unit', 'done_by'])
      .where('made_by', '=', who.staffNo)
      .where('request', '=', asked.request)
      .executeTakeFirst();
    if (before)
      return {
        number: before.number,
        unit: await placeOf(trx, before.unit),
        doneBy: before.done_by.toISOString(),
        again: true,
      };
    return await insert(trx, parts, who, asked, from, path, others);
  });
}

async function insert(
  trx: Trx,
  { clock, vault }: TicketParts,
  who: PersonWho,
  asked: MakeTicket,
  from: FromWrapup | null,
  path: readonly string[],
  others: readonly FiledLeaf[],
): Promise<MadeTicket> {
  const live = await livePlan(trx);
  const category = asked.category ?? from?.category ?? null;
  const kind = kindOf(live, asked.kind ?? suggestedKind(live.plan, category));
  const fields = fieldsOf(kind, asked, from);
  const { to, urgent } = routeOf(live.plan, { kind: kind.key, category, units: await unitsAbove(trx, who.unit) });
  const unit = await placeOf(trx, to);

  const now = clock.now();
  const doneBy = endOfTerm(live.calendar, now, kind.clocks.done);
  const number = await nextNumber(trx, live, now);
  const phone = phoneOf(asked, from, now);
  const row = await trx
    .insertInto('tickets')
    .values({
      number,
      plan: live.id,
      kind: kind.key,
      category,
      path: JSON.stringify(path),
      further: JSON.stringify(others),
      title: withoutSecrets(asked.title ?? path.at(-1) ?? kind.zh).slice(0, 200),
      description: withoutSecrets(asked.description ?? (from?.summary ?? []).map(({ text }) => text).join('\n')).slice(0, 8000),
      urgent: asked.urgent ?? urgent,
      customer: asked.customer === undefined ? (from?.customer ?? null) : withoutSecrets(asked.customer),
      phone: phone?.mark ?? null,
      vault_place: phone?.place ?? from?.conversation ?? null,
      conversation: from?.conversation ?? null,
      process: from?.process ?? null,
      slots: JSON.stringify(from?.slots ?? []),
      summary: JSON.stringify(from?.summary ?? []),
      fields: JSON.stringify(fields),
      unit: to,
      handler: null,
      subject: asked.subject ?? null,
      made_by: who.staffNo,
      made_unit: who.unit,
      made_at: new Date(now),
      state: 'new',
      waiting_since: null,
      paused_since: null,
      begin_by: kind.clocks.begin ? new Date(endOfTerm(live.calendar, now, kind.clocks.begin)) : null,
      begun_at: null,
      done_by: new Date(doneBy),
      warn_at: new Date(doneBy - kind.clocks.warnBeforeHours * 3_600_000),
      offered_to: null,
      offered_unit: null,
      offered_by: null,
      offered_at: null,
      offer_reason: null,
      chased_at: null,
      result: null,
      closing: null,
      closed_by: null,
      closed_at: null,
      request: asked.request,
      changed_at: new Date(now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (phone?.sealed) await vault.keep(trx, [phone.sealed]);
  if (row.vault_place) await vault.hold(trx, row.vault_place as ConversationId, holdOf(number));
  await addStep(trx, null, row, {
    by: who.staffNo,
    what: 'made',
    at: row.made_at,
    details: { kind: kind.key, unit: to, ...(from ? { conversation: from.conversation } : {}) },
  });
  await audit(trx, {
    who: who.id,
    action: 'ticket-made',
    subject: `ticket/${number}`,
    details: { kind: kind.key, unit: to, conversation: from?.conversation ?? null },
  });
  return { number, unit, doneBy: row.done_by.toISOString(), again: false };
}

/** The kind by its key. */
export function kindOf({ plan }: Pick<Plan, 'plan'>, key: string): TicketKind {
  const kind = plan.kinds.find(one => one.key === key);
  if (!kind) throw new ProblemError({ kind: 'invalid', field: 'kind', why: `no kind ${key}` });
  return kind;
}

/** The name of a unit. */
export async function placeOf(trx: Trx, unit: string): Promise<{ id: string; name: string }> {
  const row = await trx.selectFrom('unit').select('name').where('id', '=', unit).executeTakeFirst();
  return { id: unit, name: row?.name ?? unit };
}

/** What was asked for, else what the wrap-up knows under the same name. */
function fieldsOf(kind: TicketKind, asked: MakeTicket, from: FromWrapup | null): Readonly<Record<string, string>> {
  const heard = new Map((from?.slots ?? []).map(({ slot, value }) => [slot, value]));
  const known = kind.fields.flatMap(({ key }) => {
    const value = asked.fields?.[key] ?? heard.get(key);
    return value === undefined || value.trim() === '' ? [] : [[key, withoutSecrets(value.trim()).slice(0, 2000)] as const];
  });
  const others = Object.entries(asked.fields ?? {}).filter(([key]) => !kind.fields.some(field => field.key === key));
  const fields = Object.fromEntries([...known, ...others]);
  const [wrong] = Object.entries(fieldsWrong(kind, fields, { moment: 'made' }));
  if (wrong) throw new ProblemError({ kind: 'invalid', field: `fields.${wrong[0]}`, why: wrong[1] });
  return fields;
}

/** The category's names; one that was given by hand has to be one. */
async function pathOf({ engines }: TicketParts, asked: MakeTicket, from: FromWrapup | null): Promise<readonly string[]> {
  const code = asked.category ?? from?.category;
  if (!code) return [];
  const leaf = (await engines.latest()).engine.content('zh').leaves.get(code);
  if (!leaf && asked.category !== undefined) throw new ProblemError({ kind: 'invalid', field: 'category', why: `no category ${code}` });
  return leaf?.path ?? [code];
}

/** What its call is filed under besides. */
async function othersOf({ engines }: TicketParts, asked: MakeTicket, from: FromWrapup | null): Promise<readonly FiledLeaf[]> {
  if (!from?.category || from.further.length === 0) return [];
  const main = (await engines.latest()).engine.content('zh').leaves.get(from.category);
  const filed = [{ code: from.category, path: [...(main?.path ?? [from.category])] }, ...from.further];
  return filed.filter(({ code }) => code !== (asked.category ?? from.category));
}

/** The phone to call back: one typed in gets a place of its own in the vault, one that was heard stays where it is. */
function phoneOf(asked: MakeTicket, from: FromWrapup | null, now: number) {
  if (asked.phone === undefined || asked.phone === '') return from?.phone ? { mark: from.phone, place: from.conversation } : null;
  const digits = asked.phone.replace(/[\s()-]/gu, '');
  if (!/^\+?\d{5,20}$/.test(digits)) throw new ProblemError({ kind: 'invalid', field: 'phone', why: 'is no phone number' });
  const place = newConversationId(now, 0);
  const mark: Mark = { class: 'phone', number: 1, tail: digits.slice(-4) };
  return { mark: writeMark(mark), place, sealed: { conversation: place, mark, value: digits } };
}

/** The next number of the day, by the bank's own clock. */
async function nextNumber(trx: Trx, { plan, calendar }: Plan, now: number): Promise<string> {
  const day = civilDateOf(dayAt(calendar, now)).slice(2).replaceAll('-', '');
  const { last } = await trx
    .insertInto('ticket_numbers')
    .values({ day: Number(day), last: 1 })
    .onConflict(row => row.column('day').doUpdateSet({ last: sql`ticket_numbers.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return `${plan.prefix}${day}${String(last).padStart(4, '0')}`;
}
