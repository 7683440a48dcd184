import { z } from 'zod';
import { FiledLeaf } from '#domain/advice.ts';
import { CallBackStanding } from '#domain/call-back.ts';
import { ConversationId, StaffNo } from '#domain/ids.ts';
import { Problem } from '#domain/problem.ts';
import { TicketDeed, TicketState, TicketStep } from '#domain/ticket.ts';
import { TicketPlan } from '#domain/ticket-plan.ts';
import { Named } from '#protocol/content.ts';

/** GD2611220007: prefix, day, and its number on that day. */
export const TicketNumber = z.string().regex(/^[A-Z]{1,4}\d{6}\d{4,6}$/);

const Place = z.object({ id: z.string(), name: z.string() });
const Fields = z.record(z.string().max(40), z.string().max(2000));

/** A ticket as the list shows it. */
export const Ticket = z.object({
  number: TicketNumber,
  kind: z.string(),
  category: z.string().optional(),
  path: z.array(z.string()),
  title: z.string(),
  urgent: z.boolean(),
  state: TicketState,
  unit: Place,
  handler: Named.optional(),
  madeBy: Named,
  madeAt: z.string(),
  changedAt: z.string(),
  beginBy: z.string().optional(), // absent: it has begun, or the kind has no such clock
  doneBy: z.string(),
  clock: z.enum(['running', 'soon', 'overdue', 'paused', 'stopped']), // stopped: closed
  offered: z.object({ to: Named.optional(), unit: Place.optional(), by: Named, at: z.string(), reason: z.string() }).optional(),
  chased: z.number().int(),
  reopened: z.number().int(),
  result: z.string().optional(),
  closedAt: z.string().optional(),
  version: z.number().int(),
});
export type Ticket = z.infer<typeof Ticket>;

/** Which tickets are asked for. `text` looks into number, title, description and customer. */
export const TicketQuery = z.object({
  view: z.enum(['open', 'overdue', 'soon', 'mine', 'offered', 'unit', 'untaken', 'made', 'closed', 'all']).default('open'),
  kind: z.string().max(40).optional(),
  state: TicketState.optional(),
  category: z.string().max(32).optional(), // beginning of a code
  unit: z.string().max(64).optional(),
  handler: z.string().max(32).optional(),
  text: z.string().trim().max(100).optional(),
});
export type TicketQuery = z.infer<typeof TicketQuery>;

/** GET /v1/tickets?view=&kind=&…&after=&limit=: overdue first, as far as they are open; closed ones newest first. */
export const TicketList = z.object({
  tickets: z.array(Ticket),
  total: z.number().int(), // of all pages, counted to 10,000
  next: z.string().optional(),
});
export type TicketList = z.infer<typeof TicketList>;

/** GET /v1/tickets/counts: how many each quick filter holds. */
export const TicketCounts = z.record(TicketQuery.shape.view.unwrap(), z.number().int());
export type TicketCounts = z.infer<typeof TicketCounts>;

/** One step of a ticket's history. */
const Step = z.object({
  number: z.number().int(),
  at: z.string(),
  by: Named,
  what: TicketStep,
  fromState: TicketState.optional(),
  toState: TicketState,
  fromHandler: Named.optional(),
  toHandler: Named.optional(),
  reason: z.string().optional(),
  details: z.record(z.string(), z.unknown()),
});
export type TicketHistoryStep = z.infer<typeof Step>;

/** GET /v1/tickets/:number */
export const TicketDetail = z.object({
  ticket: Ticket,
  description: z.string(),
  fields: Fields,
  customer: z.string().optional(),
  phone: z.string().optional(), // a mark; its value by one recorded click
  subject: Named.optional(),
  conversation: ConversationId.optional(),
  further: z.array(FiledLeaf), // the other categories of its call
  process: z.string().optional(),
  slots: z.array(z.object({ slot: z.string(), label: z.string(), value: z.string(), status: z.string() })),
  summary: z.array(z.object({ part: z.enum(['reason', 'process', 'result']), text: z.string() })),
  plan: TicketPlan.shape.kinds.element,
  closing: z.string().optional(),
  closedBy: Named.optional(),
  reopenUntil: z.string().optional(),
  leftMs: z.number().int(), // of the term, in its own measure of working time; negative: over it
  counts: z.enum(['working-time', 'natural-time']),
  extended: z.number().int(),
  steps: z.array(Step),
  may: z.array(z.enum(TicketDeed.options.map(option => option.shape.kind.value))),
  mayOpenNumber: z.boolean(),
  callBack: CallBackStanding.optional(), // of kinds that are closed only with one
});
export type TicketDetail = z.infer<typeof TicketDetail>;

/** GET /v1/tickets/plan: what the screens need to know of kinds, places and people. */
export const TicketPlanView = z.object({
  kinds: z.array(TicketPlan.shape.kinds.element),
  units: z.array(Place),
  people: z.array(Named.extend({ unit: z.string() })), // who may handle tickets
});
export type TicketPlanView = z.infer<typeof TicketPlanView>;

/** GET /v1/tickets/draft?conversation=: a ticket as the wrap-up would fill it, and those made of it before. */
export const TicketDraft = z.object({
  kind: z.string(),
  category: z.string().optional(),
  path: z.array(z.string()),
  further: z.array(FiledLeaf), // the call's other categories: a ticket may be about one of them
  title: z.string(),
  description: z.string(),
  phone: z.string().optional(),
  made: z.array(z.object({ number: TicketNumber, kind: z.string(), state: TicketState })),
});
export type TicketDraft = z.infer<typeof TicketDraft>;

/** POST /v1/tickets. From a conversation, what is left out is taken from its wrap-up. `request` makes a second click the same ticket. */
export const MakeTicket = z.strictObject({
  request: z.string().min(8).max(64),
  conversation: ConversationId.optional(),
  kind: z.string().max(40).optional(), // absent: as the category suggests
  category: z.string().max(32).optional(),
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(8000).optional(),
  urgent: z.boolean().optional(),
  customer: z.string().trim().max(128).optional(),
  phone: z.string().trim().max(40).optional(), // sealed at once; only its tail is shown afterwards
  subject: StaffNo.optional(),
  fields: Fields.optional(),
});
export type MakeTicket = z.infer<typeof MakeTicket>;
export const MadeTicket = z.object({ number: TicketNumber, unit: Place, doneBy: z.string(), again: z.boolean() }); // again: this request had made it already
export type MadeTicket = z.infer<typeof MadeTicket>;

/** POST /v1/tickets/:number/deeds. `version` is what was looked at; another one meanwhile is a conflict that says who and when. */
export const DoTicketDeed = z.strictObject({ version: z.number().int().min(1), deed: TicketDeed });
export type DoTicketDeed = z.infer<typeof DoTicketDeed>;

/** POST /v1/tickets/bulk: one deed on many, each by itself. */
export const BulkDeed = z.strictObject({
  tickets: z
    .array(z.strictObject({ number: TicketNumber, version: z.number().int().min(1) }))
    .min(1)
    .max(200),
  deed: TicketDeed,
});
export type BulkDeed = z.infer<typeof BulkDeed>;
export const BulkAnswer = z.object({
  rows: z.array(z.object({ number: TicketNumber, done: z.boolean(), problem: Problem.optional() })),
});
export type BulkAnswer = z.infer<typeof BulkAnswer>;

/** POST /v1/tickets/:number/number: the customer's phone by one recorded click, for whoever handles the ticket. */
export const OpenedNumber = z.object({ value: z.string() });
export type OpenedNumber = z.infer<typeof OpenedNumber>;

/**
 * What others are told about a change, by GET /v1/tickets/changes and as the body of a webhook. `id` is stable: whoever gets it twice
 * has it already. Nothing in it is what somebody said, nor a phone number.
 */
export const TicketChange = z.object({
  id: z.string(), // number/step: GD2611220007/4
  event: z.literal('ticket.changed'),
  at: z.string(),
  what: TicketStep,
  by: StaffNo,
  ticket: z.object({
    number: TicketNumber,
    version: z.number().int(),
    kind: z.string(),
    category: z.string().nullable(),
    state: TicketState,
    fromState: TicketState.nullable(),
    urgent: z.boolean(),
    unit: z.string(),
    handler: z.string().nullable(),
    conversation: z.string().nullable(),
    customer: z.string().nullable(),
    madeAt: z.string(),
    doneBy: z.string(),
    result: z.string().nullable(),
    closedAt: z.string().nullable(),
    chased: z.number().int(),
    reopened: z.number().int(),
  }),
});
export type TicketChange = z.infer<typeof TicketChange>;

/** GET /v1/tickets/changes?after=&limit= */
export const TicketChanges = z.object({ changes: z.array(TicketChange), next: z.string() }); // next: the cursor behind the last
export type TicketChanges = z.infer<typeof TicketChanges>;
