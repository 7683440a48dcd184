import { Readable } from 'node:stream';
import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { suggestedKind } from '#domain/ticket-plan.ts';
import {
  BulkAnswer,
  BulkDeed,
  DoTicketDeed,
  MadeTicket,
  MakeTicket,
  OpenedNumber,
  TicketChanges,
  TicketCounts,
  TicketDetail,
  TicketDraft,
  TicketList,
  TicketNumber,
  TicketPlanView,
  TicketQuery,
} from '#protocol/tickets.ts';
import { audit } from '#server/audit/audit.ts';
import { csvLine } from '#server/csv-line.ts';
import type { App, Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { auditName } from '#server/people/who.ts';
import { doBulk } from '#server/tickets/bulk.ts';
import { openNumber } from '#server/tickets/call-back.ts';
import { pageOfChanges } from '#server/tickets/changes.ts';
import { doTicketDeed } from '#server/tickets/do-deed.ts';
import { countForExport, exportRows } from '#server/tickets/export-rows.ts';
import { fromWrapup } from '#server/tickets/from-wrap-up.ts';
import { ticketHandlers } from '#server/tickets/handlers.ts';
import { makeTicket } from '#server/tickets/make-ticket.ts';
import type { TicketParts } from '#server/tickets/parts.ts';
import { pathsFor } from '#server/tickets/path-in.ts';
import { livePlan } from '#server/tickets/plan.ts';
import { countTickets, listTickets, readTicket } from '#server/tickets/read-tickets.ts';
import { sightOf } from '#server/tickets/sight.ts';
import { xlsxInWorker } from '#server/tickets/xlsx-worker.ts';
import { withoutSecrets } from '#server/without-secrets.ts';

const tags = ['tickets'];
const byNumber = z.object({ number: TicketNumber });
const Page = TicketQuery.extend({ after: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });

/** Tickets: made, found, worked on, handed over, closed, exported, told to others. */
export function ticketRoutes(parts: TicketParts): Feature {
  return app => {
    readingRoutes(app, parts);
    workingRoutes(app, parts);
    leavingRoutes(app, parts);
  };
}

function readingRoutes(app: App, parts: TicketParts): void {
  const { db, clock, engines } = parts;
  const now = () => new Date(clock.now());
  const needs = { permission: 'ticket.create' } as const; // whoever works with tickets at all; which of them is asked of each

  app.get(
    '/v1/tickets/plan',
    { config: needs, schema: { tags, summary: 'Kinds, places and people', response: { 200: TicketPlanView } } },
    async () => {
      const [{ plan }, people] = await Promise.all([livePlan(db), ticketHandlers(db)]);
      const wanted = new Set([...people.map(({ unit }) => unit), ...plan.routes.map(({ to }) => to)]);
      const units = await db
        .selectFrom('unit')
        .select(['id', 'name'])
        .where('id', 'in', [...wanted])
        .orderBy('id')
        .execute();
      return { kinds: plan.kinds, units, people: people.map(person => ({ ...person })) };
    },
  );

  app.get(
    '/v1/tickets/counts',
    { config: needs, schema: { tags, summary: 'How many each quick filter holds', response: { 200: TicketCounts } } },
    request => countTickets(db, sightOf(request.who), now()),
  );

  app.get(
    '/v1/tickets/draft',
    {
      config: needs,
      schema: {
        tags,
        summary: 'A ticket as a confirmed wrap-up would fill it',
        querystring: z.object({ conversation: ConversationId }),
        response: { 200: TicketDraft },
      },
    },
    async request => {
      const from = await fromWrapup(parts, personOf(request), request.query.conversation);
      const { plan } = await livePlan(db);
      const leaf =
        from.category === null ? undefined : (await engines.latest()).engine.content(personOf(request).lang).leaves.get(from.category);
      const made = await db
        .selectFrom('tickets')
        .select(['number', 'kind', 'state'])
        .where('conversation', '=', from.conversation)
        .orderBy('made_at')
        .limit(20)
        .execute();
      return {
        kind: suggestedKind(plan, from.category),
        ...(from.category === null ? {} : { category: from.category }),
        path: [...(leaf?.path ?? (from.category === null ? [] : [from.category]))],
        further: [...from.further],
        title: leaf?.path.at(-1) ?? '',
        description: withoutSecrets(from.summary.map(({ text }) => text).join('\n')),
        ...(from.phone === null ? {} : { phone: from.phone }),
        made,
      };
    },
  );

  app.get(
    '/v1/tickets/changes',
    {
      config: { permission: 'ticket.export' },
      schema: {
        tags,
        summary: 'Changes behind a cursor, for programs',
        querystring: z.object({ after: z.string().max(40).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
        response: { 200: TicketChanges },
      },
    },
    async request => {
      const { after, limit } = request.query;
      const sight = sightOf(request.who);
      if (sight.leads === 'all') return pageOfChanges(db, after, limit);
      const units = new Set(sight.leads);
      const page = await pageOfChanges(db, after, limit);
      return { ...page, changes: page.changes.filter(({ ticket }) => units.has(ticket.unit)) };
    },
  );

  app.get(
    '/v1/tickets',
    { config: needs, schema: { tags, summary: 'Tickets, overdue first', querystring: Page, response: { 200: TicketList } } },
    async request => {
      const list = await listTickets(db, sightOf(request.who), request.query, now());
      return { ...list, tickets: list.tickets.map(await pathsFor(parts, request.who)) };
    },
  );

  app.get(
    '/v1/tickets/:number',
    { config: needs, schema: { tags, summary: 'One ticket with its history', params: byNumber, response: { 200: TicketDetail } } },
    async request => {
      const detail = await readTicket(db, personOf(request), request.params.number, now());
      return { ...detail, ticket: (await pathsFor(parts, request.who))(detail.ticket) };
    },
  );
}

function workingRoutes(app: App, parts: TicketParts): void {
  const needs = { permission: 'ticket.create' } as const;

  app.post(
    '/v1/tickets',
    {
      config: needs,
      schema: { tags, summary: 'Make a ticket, from a wrap-up or by hand', body: MakeTicket, response: { 201: MadeTicket } },
    },
    async (request, reply) => {
      const made = await makeTicket(parts, personOf(request), request.body);
      return reply.status(201).send(made);
    },
  );

  app.post(
    '/v1/tickets/bulk',
    { config: needs, schema: { tags, summary: 'One deed on many tickets', body: BulkDeed, response: { 200: BulkAnswer } } },
    request => doBulk(parts, personOf(request), request.body),
  );

  app.post(
    '/v1/tickets/:number/deeds',
    {
      config: needs,
      schema: {
        tags,
        summary: 'Do something about a ticket',
        params: byNumber,
        body: DoTicketDeed,
        response: { 200: z.object({ version: z.number().int() }) },
      },
    },
    request => doTicketDeed(parts, personOf(request), request.params.number, request.body),
  );

  app.post(
    '/v1/tickets/:number/number',
    {
      config: { permission: 'ticket.handle' },
      schema: { tags, summary: 'Open the customer’s phone for a call-back; recorded', params: byNumber, response: { 200: OpenedNumber } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return openNumber(parts, personOf(request), request.params.number);
    },
  );
}

function leavingRoutes(app: App, { db, clock, namesFor }: TicketParts): void {
  app.get(
    '/v1/tickets/export',
    {
      config: { permission: 'ticket.export' },
      schema: {
        tags,
        summary: 'The tickets asked for as CSV or Excel; recorded, formula-safe',
        querystring: TicketQuery.extend({ format: z.enum(['csv', 'xlsx']).default('csv'), lang: z.enum(['zh', 'en']).default('zh') }),
      },
    },
    async (request, reply) => {
      const { format, lang, ...asked } = request.query;
      const sight = sightOf(request.who);
      const at = new Date(clock.now());
      const tickets = await countForExport(db, sight, asked, at);
      const filter = { ...asked, ...(asked.text ? { text: '…' } : {}) }; // what was searched for may be a name
      await db
        .transaction()
        .execute(trx =>
          audit(trx, { who: auditName(request.who), action: 'tickets-exported', subject: 'tickets', details: { tickets, format, filter } }),
        );
      const rows = exportRows(db, sight, asked, at, lang, await namesFor(lang));
      const file = `tickets-${at.toISOString().slice(0, 10)}.${format}`;
      reply.header('content-disposition', `attachment; filename="${file}"`).header('cache-control', 'no-store');
      if (format === 'xlsx') {
        reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
        const all: (readonly string[])[] = [];
        for await (const row of rows) all.push(row);
        return reply.send(await xlsxInWorker(all));
      }
      return reply.type('text/csv; charset=utf-8').send(Readable.from(csvText(rows), { objectMode: false }));
    },
  );
}

/** The lines of a CSV file; the mark at its head lets Excel read Chinese. */
async function* csvText(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield '\uFEFF';
  for await (const row of rows) yield csvLine(row);
}
