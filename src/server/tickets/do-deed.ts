import { needsReason } from '#domain/call-back.ts';
import { ProblemError } from '#domain/problem.ts';
import { refusalOf, standingAfter, type TicketDeed, type TicketRefusal } from '#domain/ticket.ts';
import { fieldsWrong } from '#domain/ticket-plan.ts';
import type { DoTicketDeed } from '#protocol/tickets.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { PersonWho } from '#server/people/who.ts';
import { mayClose } from '#server/tickets/call-back-standing.ts';
import { addStep } from '#server/tickets/changes.ts';
import { clocksAfter, reopenUntil } from '#server/tickets/clocks.ts';
import { ticketHandlers } from '#server/tickets/handlers.ts';
import { kindOf } from '#server/tickets/make-ticket.ts';
import type { TicketParts } from '#server/tickets/parts.ts';
import { type Plan, planNumbered } from '#server/tickets/plan.ts';
import { standingOf, type TicketRow, type TicketSet } from '#server/tickets/row.ts';
import { actorFor, seen, sightOf } from '#server/tickets/sight.ts';
import { withoutSecrets } from '#server/without-secrets.ts';

const needNoVersion: readonly TicketDeed['kind'][] = ['note', 'chase'];

/**
 * Does one deed on one ticket. Whoever looked at an older version is told who was first and when; whoever may not is told so; both in
 * the one transaction that would have changed it.
 */
export async function doTicketDeed(
  { db, clock }: Pick<TicketParts, 'db' | 'clock'>,
  who: PersonWho,
  number: string,
  { version, deed }: DoTicketDeed,
): Promise<{ readonly version: number }> {
  return db.transaction().execute(async trx => {
    const row = await ticketFor(trx, who, number, 'to-change');
    if (row.version !== version && !needNoVersion.includes(deed.kind)) throw await changedMeanwhile(trx, row);
    const standing = standingOf(row);
    const actor = actorFor(sightOf(who), standing);
    const refusal = refusalOf(standing, deed, actor);
    if (refusal) throw await refused(trx, row, deed, refusal);

    const now = clock.now();
    const plan = await planNumbered(trx, row.plan);
    const units = await mustReceive(trx, deed, who);
    const own = ownSet(row, deed, plan, who, now);
    if (deed.kind === 'close') await mayClose(trx, row, kindOf(plan, row.kind), deed.result);
    const after = standingAfter(standing, deed, actor, staffNo => (staffNo === who.staffNo ? who.unit : (units.get(staffNo) ?? row.unit)));
    const set: TicketSet = {
      state: after.state,
      unit: after.unit,
      handler: after.handler,
      subject: after.subject,
      ...offerSet(row, after.offer, deed, now),
      ...clocksAfter(row, deed, plan, { now, actor }),
      ...own,
      version: row.version + 1,
      changed_at: new Date(now),
    };
    const changed = await trx.updateTable('tickets').set(set).where('number', '=', number).returningAll().executeTakeFirstOrThrow();
    const details = detailsOf(deed);
    await addStep(trx, row, changed, {
      by: who.staffNo,
      what: deed.kind,
      at: changed.changed_at,
      reason: wordsOf(deed),
      details,
    });
    await audit(trx, {
      who: who.id,
      action: `ticket-${deed.kind}`,
      subject: `ticket/${number}`,
      details: { from: row.state, to: changed.state, handler: changed.handler, version: changed.version },
    });
    return { version: changed.version };
  });
}

/** A ticket somebody may see, locked when it is about to change; one they may not see is not found. */
export async function ticketFor(trx: Db | Trx, who: PersonWho, number: string, why: 'to-read' | 'to-change'): Promise<TicketRow> {
  const query = trx
    .selectFrom('tickets')
    .selectAll()
    .where('number', '=', number)
    .where(seen(sightOf(who)));
  const row = await (why === 'to-change' ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'ticket', id: number });
  return row;
}

/** Who changed it last, and when. */
async function lastStep(trx: Trx, row: TicketRow): Promise<{ readonly by: string; readonly at: string; readonly what: string }> {
  const step = await trx
    .selectFrom('ticket_steps')
    .select(['by', 'at', 'what'])
    .where('ticket', '=', row.number)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { by: step.by, at: step.at.toISOString(), what: step.what };
}

async function changedMeanwhile(trx: Trx, row: TicketRow): Promise<ProblemError> {
  const { by, at, what } = await lastStep(trx, row);
  return new ProblemError({ kind: 'conflict', why: `ticket ${row.number} changed meanwhile: ${what} by ${by} at ${at}`, by, at });
}

async function refused(trx: Trx, row: TicketRow, deed: TicketDeed, refusal: TicketRefusal): Promise<ProblemError> {
  const { number } = row;
  switch (refusal.kind) {
    case 'recused':
      return new ProblemError({ kind: 'four-eyes', action: `${deed.kind} a ticket that is about oneself` });
    case 'not-yours':
      return new ProblemError({ kind: 'not-allowed', action: `${deed.kind} ticket ${number}` });
    case 'state':
    case 'offered':
    case 'not-offered': {
      const { by, at } = await lastStep(trx, row);
      const why =
        refusal.kind === 'state' ? `ticket ${number} is ${refusal.state}` : `ticket ${number} is ${refusal.kind.replace('-', ' ')}`;
      return new ProblemError({ kind: 'conflict', why, by, at });
    }
  }
}

/** Whoever gets a ticket has to be one who may handle it; otherwise it would be lost with them. */
async function mustReceive(trx: Trx, deed: TicketDeed, who: PersonWho): Promise<ReadonlyMap<string, string>> {
  if (deed.kind !== 'assign' && deed.kind !== 'offer') return new Map();
  const { to } = deed;
  const unit = deed.kind === 'offer' ? deed.unit : undefined;
  if ((to === undefined) === (unit === undefined))
    throw new ProblemError({ kind: 'invalid', field: 'deed.to', why: 'name a person or a unit' });
  const handlers = await ticketHandlers(trx);
  if (to !== undefined && !handlers.some(({ staffNo }) => staffNo === to))
    throw new ProblemError({ kind: 'invalid', field: 'deed.to', why: `${to} handles no tickets` });
  if (unit !== undefined && !handlers.some(one => one.unit === unit))
    throw new ProblemError({ kind: 'invalid', field: 'deed.unit', why: `nobody of ${unit} handles tickets` });
  if (deed.kind === 'offer' && to === who.staffNo) throw new ProblemError({ kind: 'invalid', field: 'deed.to', why: 'is yourself' });
  return new Map(handlers.map(one => [one.staffNo, one.unit]));
}

function offerSet(
  row: TicketRow,
  offer: ReturnType<typeof standingAfter>['offer'],
  deed: TicketDeed,
  now: number,
): Pick<TicketSet, 'offered_to' | 'offered_unit' | 'offered_by' | 'offered_at' | 'offer_reason'> {
  if (offer === null) return { offered_to: null, offered_unit: null, offered_by: null, offered_at: null, offer_reason: null };
  return {
    offered_to: offer.to,
    offered_unit: offer.unit,
    offered_by: offer.by,
    offered_at: deed.kind === 'offer' ? new Date(now) : row.offered_at,
    offer_reason: deed.kind === 'offer' ? withoutSecrets(deed.reason) : row.offer_reason,
  };
}

/** What only this deed changes. */
function ownSet(row: TicketRow, deed: TicketDeed, plan: Plan, who: PersonWho, now: number): TicketSet {
  const kind = kindOf(plan, row.kind);
  switch (deed.kind) {
    case 'chase':
      return { chased: row.chased + 1, chased_at: new Date(now) };
    case 'called':
      mustSayWhy(row, deed);
      return {};
    case 'edit': {
      const fields = deed.fields && withoutSecretsIn({ ...row.fields, ...deed.fields });
      if (fields) mustFit(fieldsWrong(kind, fields, { moment: 'made' }));
      return {
        ...(deed.title === undefined ? {} : { title: withoutSecrets(deed.title).slice(0, 200) }),
        ...(deed.description === undefined ? {} : { description: withoutSecrets(deed.description).slice(0, 8000) }),
        ...(deed.urgent === undefined ? {} : { urgent: deed.urgent }),
        ...(fields ? { fields: JSON.stringify(fields) } : {}),
      };
    }
    case 'close': {
      const fields = withoutSecretsIn({ ...row.fields, ...deed.fields });
      if (!kind.results.some(({ key }) => key === deed.result))
        throw new ProblemError({ kind: 'invalid', field: 'deed.result', why: `${kind.key} cannot end as ${deed.result}` });
      mustFit(fieldsWrong(kind, fields, { moment: 'closed', result: deed.result }));
      return {
        result: deed.result,
        closing: withoutSecrets(deed.text),
        closed_by: who.staffNo,
        closed_at: new Date(now),
        fields: JSON.stringify(fields),
      };
    }
    case 'reopen': {
      const until = reopenUntil(row, plan);
      if (until && now > until.getTime())
        throw new ProblemError({ kind: 'conflict', why: `ticket ${row.number} could be opened again until ${until.toISOString()}` });
      return { result: null, closing: null, closed_by: null, closed_at: null, reopened: row.reopened + 1 };
    }
    default:
      return {};
  }
}

function mustSayWhy(row: TicketRow, { outcome, note }: Extract<TicketDeed, { kind: 'called' }>): void {
  if (outcome === 'no-number' && row.phone !== null)
    throw new ProblemError({ kind: 'invalid', field: 'deed.outcome', why: 'the ticket has a telephone: call it' });
  if (needsReason(outcome) && note === undefined) throw new ProblemError({ kind: 'invalid', field: 'deed.note', why: 'missing' });
}

function mustFit(wrong: ReturnType<typeof fieldsWrong>): void {
  const [first] = Object.entries(wrong);
  if (first) throw new ProblemError({ kind: 'invalid', field: `fields.${first[0]}`, why: first[1] });
}

function withoutSecretsIn(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, withoutSecrets(value.trim())]));
}

function wordsOf(deed: TicketDeed): string | null {
  switch (deed.kind) {
    case 'wait':
    case 'offer':
    case 'refuse':
    case 'extend':
    case 'reopen':
      return withoutSecrets(deed.reason);
    case 'chase':
      return deed.reason === undefined ? null : withoutSecrets(deed.reason);
    case 'note':
    case 'close':
      return withoutSecrets(deed.text);
    case 'called':
      return deed.note === undefined ? null : withoutSecrets(deed.note);
    default:
      return null;
  }
}

function detailsOf(deed: TicketDeed): Readonly<Record<string, unknown>> {
  switch (deed.kind) {
    case 'assign':
      return { to: deed.to };
    case 'offer':
      return { ...(deed.to ? { to: deed.to } : {}), ...(deed.unit ? { unit: deed.unit } : {}) };
    case 'called':
      return { outcome: deed.outcome };
    case 'close':
      return { result: deed.result };
    case 'edit':
      return { changed: Object.keys(deed).filter(key => key !== 'kind') };
    default:
      return {};
  }
}
