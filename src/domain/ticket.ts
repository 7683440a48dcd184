import { z } from 'zod';
import { CallOutcome } from '#domain/call-back.ts';
import { StaffNo } from '#domain/ids.ts';

/** Where a ticket stands. new: routed to a unit, nobody has taken it. waiting: the customer has to answer first. */
export const TicketState = z.enum(['new', 'handling', 'waiting', 'closed']);
export type TicketState = z.infer<typeof TicketState>;

const reason = z.string().trim().min(1).max(500);
const words = z.string().trim().min(1).max(4000);

/** What somebody may do about a ticket. */
export const TicketDeed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('take') }),
  z.strictObject({ kind: z.literal('assign'), to: StaffNo }),
  z.strictObject({ kind: z.literal('wait'), reason }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('note'), text: words }),
  z.strictObject({ kind: z.literal('chase'), reason: reason.optional() }),
  z.strictObject({ kind: z.literal('offer'), to: StaffNo.optional(), unit: z.string().min(1).max(64).optional(), reason }), // one of both
  z.strictObject({ kind: z.literal('accept') }),
  z.strictObject({ kind: z.literal('refuse'), reason }),
  z.strictObject({ kind: z.literal('take-back') }),
  z.strictObject({ kind: z.literal('extend'), reason }),
  z.strictObject({
    kind: z.literal('called'),
    outcome: CallOutcome,
    note: words.optional(),
  }),
  z.strictObject({
    kind: z.literal('edit'),
    title: z.string().trim().min(1).max(200).optional(),
    description: z.string().trim().max(8000).optional(),
    urgent: z.boolean().optional(),
    subject: StaffNo.nullable().optional(),
    fields: z.record(z.string().max(40), z.string().max(2000)).optional(),
  }),
  z.strictObject({
    kind: z.literal('close'),
    result: z.string().max(40),
    text: words,
    fields: z.record(z.string().max(40), z.string().max(2000)).default({}),
  }),
  z.strictObject({ kind: z.literal('reopen'), reason }),
]);
export type TicketDeed = z.infer<typeof TicketDeed>;

/** What a step in a ticket's history is called: a deed, or what happened to the ticket otherwise. */
export const TicketStep = z.enum([
  'made',
  'take',
  'assign',
  'wait',
  'resume',
  'note',
  'chase',
  'offer',
  'accept',
  'refuse',
  'take-back',
  'extend',
  'number-opened',
  'called',
  'edit',
  'close',
  'reopen',
]);
export type TicketStep = z.infer<typeof TicketStep>;

/** A hand-over that waits for an answer. Until it is accepted the ticket is whose it was. */
export interface Offer {
  readonly to: string | null; // 工号
  readonly unit: string | null;
  readonly by: string; // 工号
}

/** What of a ticket decides who may do what. */
export interface TicketStanding {
  readonly state: TicketState;
  readonly unit: string;
  readonly handler: string | null; // 工号
  readonly subject: string | null; // 工号 of whom it is about
  readonly madeBy: string; // 工号
  readonly offer: Offer | null;
}

/** Somebody as a ticket sees them. */
export interface TicketActor {
  readonly staffNo: string;
  readonly handles: boolean; // may handle tickets of its unit
  readonly leads: boolean; // leads where it is handled or was made
  readonly inOfferedUnit: boolean; // may handle tickets of the unit it is offered to
}

/** Why a deed is not done. */
export type TicketRefusal =
  | { readonly kind: 'state'; readonly state: TicketState }
  | { readonly kind: 'recused' } // who or whom it is about
  | { readonly kind: 'offered' } // a hand-over waits for an answer
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'not-yours' };

type Rule = {
  readonly states: readonly TicketState[];
  readonly offered?: 'must' | 'must-not';
  readonly by: (ticket: TicketStanding, actor: TicketActor) => boolean;
};

const open: readonly TicketState[] = ['new', 'handling', 'waiting'];
const all: readonly TicketState[] = [...open, 'closed'];
const isHandler = (ticket: TicketStanding, { staffNo }: TicketActor) => ticket.handler === staffNo;
const leads = (_: TicketStanding, actor: TicketActor) => actor.leads;
const anybody = () => true; // who sees the ticket at all is decided before
const isAsked = ({ offer }: TicketStanding, actor: TicketActor) =>
  offer?.to === actor.staffNo || (offer?.to === null && actor.inOfferedUnit);

/** Who may do what, and when: the whole of it. */
const rules: Readonly<Record<TicketDeed['kind'], Rule>> = {
  take: { states: ['new'], offered: 'must-not', by: (_, actor) => actor.handles },
  assign: { states: open, by: leads },
  wait: { states: ['handling'], by: isHandler },
  resume: { states: ['waiting'], by: isHandler },
  note: { states: all, by: anybody },
  chase: { states: open, by: (ticket, actor) => !isHandler(ticket, actor) },
  offer: { states: open, offered: 'must-not', by: (ticket, actor) => isHandler(ticket, actor) || actor.leads },
  accept: { states: open, offered: 'must', by: isAsked },
  refuse: { states: open, offered: 'must', by: isAsked },
  'take-back': { states: open, offered: 'must', by: (ticket, actor) => ticket.offer?.by === actor.staffNo || actor.leads },
  extend: { states: ['handling', 'waiting'], by: (ticket, actor) => isHandler(ticket, actor) || actor.leads },
  called: { states: ['handling', 'waiting'], by: isHandler },
  edit: {
    states: open,
    by: (ticket, actor) => isHandler(ticket, actor) || actor.leads || (ticket.state === 'new' && ticket.madeBy === actor.staffNo),
  },
  close: { states: ['handling', 'waiting'], offered: 'must-not', by: isHandler },
  reopen: {
    states: ['closed'],
    by: (ticket, actor) => isHandler(ticket, actor) || actor.leads || ticket.madeBy === actor.staffNo,
  },
};

/** Why somebody may not do something about a ticket now, or null when they may. Whom it is about does nothing, and receives nothing. */
export function refusalOf(ticket: TicketStanding, deed: TicketDeed, actor: TicketActor): TicketRefusal | null {
  const rule = rules[deed.kind];
  if (ticket.subject === actor.staffNo) return { kind: 'recused' };
  if (!rule.states.includes(ticket.state)) return { kind: 'state', state: ticket.state };
  if (rule.offered === 'must' && !ticket.offer) return { kind: 'not-offered' };
  if (rule.offered === 'must-not' && ticket.offer) return { kind: 'offered' };
  if (!rule.by(ticket, actor)) return { kind: 'not-yours' };
  const receives = deed.kind === 'assign' || deed.kind === 'offer' ? deed.to : undefined;
  if (ticket.subject !== null && receives === ticket.subject) return { kind: 'recused' };
  if (deed.kind === 'edit' && deed.subject != null && [ticket.handler, ticket.offer?.to].includes(deed.subject)) return { kind: 'recused' };
  return null;
}

/** How a ticket stands after a deed that is not refused. `unitOf` is the unit of whoever it is handed to. */
export function standingAfter(
  ticket: TicketStanding,
  deed: TicketDeed,
  actor: TicketActor,
  unitOf: (staffNo: string) => string,
): TicketStanding {
  switch (deed.kind) {
    case 'take':
      return { ...ticket, state: 'handling', handler: actor.staffNo };
    case 'assign':
      return { ...ticket, state: begun(ticket.state), handler: deed.to, unit: unitOf(deed.to), offer: null };
    case 'wait':
      return { ...ticket, state: 'waiting' };
    case 'resume':
      return { ...ticket, state: 'handling' };
    case 'offer':
      return { ...ticket, offer: { to: deed.to ?? null, unit: deed.unit ?? null, by: actor.staffNo } };
    case 'accept':
      return {
        ...ticket,
        state: begun(ticket.state),
        handler: actor.staffNo,
        unit: ticket.offer?.unit ?? unitOf(actor.staffNo),
        offer: null,
      };
    case 'refuse':
    case 'take-back':
      return { ...ticket, offer: null };
    case 'edit':
      return deed.subject === undefined ? ticket : { ...ticket, subject: deed.subject };
    case 'close':
      return { ...ticket, state: 'closed' };
    case 'reopen':
      return { ...ticket, state: ticket.handler === null ? 'new' : 'handling' };
    case 'note':
    case 'chase':
    case 'extend':
    case 'called':
      return ticket;
  }
}

/** Everything somebody may do about a ticket now, for the screens; the server asks again. */
export function deedsFor(ticket: TicketStanding, actor: TicketActor): readonly TicketDeed['kind'][] {
  if (ticket.subject === actor.staffNo) return [];
  return TicketDeed.options
    .map(option => option.shape.kind.value)
    .filter(kind => {
      const rule = rules[kind];
      const isOffered = ticket.offer !== null;
      return (
        rule.states.includes(ticket.state) &&
        !(rule.offered === 'must' && !isOffered) &&
        !(rule.offered === 'must-not' && isOffered) &&
        rule.by(ticket, actor)
      );
    });
}

function begun(state: TicketState): TicketState {
  return state === 'new' ? 'handling' : state;
}
