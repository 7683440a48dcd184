import { Readable } from 'node:stream';
import { z } from 'zod';
import { AnnouncementId } from '#domain/announcement.ts';
import { ContentKey } from '#domain/ids.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import {
  AnnouncementList,
  AnnouncementOptions,
  AnnouncementWhole,
  AskAudience,
  Audience,
  DecideAnnouncement,
  LinkedArticle,
  MadeAnnouncement,
  NewAnnouncement,
  Reach,
  RecallAnnouncement,
  RemindAnnouncement,
  Reminded,
  SaveAnnouncement,
  Saved,
  SendAnnouncement,
  SentAnnouncement,
} from '#protocol/announcements.ts';
import { readAudience, type Scope } from '#server/announce/audience.ts';
import { discardDraft, makeDraft, refuse, saveDraft } from '#server/announce/drafts.ts';
import type { LiveArticles } from '#server/announce/live-articles.ts';
import { announcedTo } from '#server/announce/noticeboard.ts';
import { readReach } from '#server/announce/reach.ts';
import { reachCsv } from '#server/announce/reach-csv.ts';
import { type Looker, listAnnouncements, mustSee, readAnnouncement, readOptions } from '#server/announce/read-announcements.ts';
import { remind } from '#server/announce/remind.ts';
import { decideAnnouncement, recallAnnouncement, sendAnnouncement } from '#server/announce/send.ts';
import type { NamesFor } from '#server/content/english-names.ts';
import type { Db } from '#server/db/schema.ts';
import type { App, Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { type PersonWho, unitsWith } from '#server/people/who.ts';

/** What the routes of announcements work with. */
export interface AnnounceParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly bus: Bus;
  readonly articles: LiveArticles;
  readonly timeZone: string;
  readonly namesFor: NamesFor;
}

const tags = ['announcements'];
const params = z.object({ id: z.coerce.number().pipe(AnnouncementId) });
const done = { 204: z.null() };

/** Announcements: writing and sending them, taking them back, and who saw them. */
export function announceRoutes(parts: AnnounceParts): Feature {
  return app => {
    writing(app, parts);
    sending(app, parts);
    reaching(app, parts);
  };
}

function writing(app: App, { db, clock, articles }: AnnounceParts): void {
  const config = { permission: 'announce.write' } as const;
  const now = () => new Date(clock.now());

  app.get(
    '/v1/announcements',
    {
      config: { permission: 'signed-in' }, // those who write or approve find theirs, others nothing
      schema: {
        tags,
        summary: 'Announcements, the latest first',
        querystring: z.object({
          before: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        response: { 200: AnnouncementList },
      },
    },
    request => listAnnouncements(db, lookerOf(personOf(request)), request.query),
  );

  app.get(
    '/v1/announcements/options',
    { config, schema: { tags, summary: 'Whom one may write to', response: { 200: AnnouncementOptions } } },
    request => readOptions(db, scopeOf(personOf(request))),
  );

  app.get(
    '/v1/announcements/articles/:key',
    {
      config: { permission: 'signed-in' },
      schema: { tags, summary: 'The article a link leads to', params: z.object({ key: ContentKey }), response: { 200: LinkedArticle } },
    },
    async request => (await articles.find(request.params.key)) ?? refuse({ kind: 'not-found', what: 'article', id: request.params.key }),
  );

  app.get(
    '/v1/announcements/:id',
    { config: { permission: 'signed-in' }, schema: { tags, summary: 'One announcement', params, response: { 200: AnnouncementWhole } } },
    async request => readAnnouncement(db, lookerOf(personOf(request)), request.params.id, await articles.titles()),
  );

  app.post(
    '/v1/announcements',
    { config, schema: { tags, summary: 'Begin a draft', body: NewAnnouncement, response: { 200: MadeAnnouncement } } },
    async request => {
      const who = personOf(request);
      const { replaces } = request.body;
      if (replaces !== undefined) await mustSee(db, lookerOf(who), replaces);
      const id = await db.transaction().execute(trx => makeDraft(trx, who, replaces, now()));
      return { id };
    },
  );

  app.patch(
    '/v1/announcements/:id',
    { config, schema: { tags, summary: 'Save a draft', params, body: SaveAnnouncement, response: { 200: Saved } } },
    async request => {
      const savedAt = now();
      const revision = await db
        .transaction()
        .execute(trx => saveDraft(trx, request.params.id, personOf(request).id, request.body, savedAt));
      return { revision, savedAt: savedAt.toISOString() };
    },
  );

  app.delete(
    '/v1/announcements/:id',
    { config, schema: { tags, summary: 'Discard a draft', params, response: done } },
    async (request, reply) => {
      await db.transaction().execute(trx => discardDraft(trx, request.params.id, personOf(request).id));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/announcements/audience',
    { config, schema: { tags, summary: 'Whom it would reach', body: AskAudience, response: { 200: Audience } } },
    request => readAudience(db, request.body.targets, scopeOf(personOf(request)), request.body, now()),
  );
}

function sending(app: App, { db, clock, articles }: AnnounceParts): void {
  const config = { permission: 'announce.write' } as const;

  app.post(
    '/v1/announcements/:id/send',
    {
      config,
      schema: { tags, summary: 'Send it; an urgent one is proposed', params, body: SendAnnouncement, response: { 200: SentAnnouncement } },
    },
    async request => {
      const who = personOf(request);
      const sender = { id: who.id, scope: scopeOf(who) };
      return sendAnnouncement(db, request.params.id, sender, request.body, await articles.referable(), clock.now());
    },
  );

  app.post(
    '/v1/announcements/:id/decide',
    {
      config: { permission: 'signed-in' }, // whoever asked may withdraw; only an approver may approve
      schema: {
        tags,
        summary: 'Let an urgent one out, or not',
        params,
        body: DecideAnnouncement,
        response: { 200: SentAnnouncement.pick({ state: true }) },
      },
    },
    async request => {
      const who = personOf(request);
      const { decision } = request.body;
      if (decision !== 'withdrawn' && !who.may.has('announce.approve')) refuse({ kind: 'not-allowed', action: 'announce.approve' });
      await mustSee(db, lookerOf(who), request.params.id);
      const approver = { id: who.id, scope: wholeOr(unitsWith(who, 'announce.approve')) };
      const state = await decideAnnouncement(db, request.params.id, approver, request.body, await articles.referable(), clock.now());
      return { state };
    },
  );

  app.post(
    '/v1/announcements/:id/recall',
    { config, schema: { tags, summary: 'Take it back: struck within seconds', params, body: RecallAnnouncement, response: done } },
    async (request, reply) => {
      const who = personOf(request);
      const { id } = request.params;
      await mustBeOwn(db, who, id);
      await db.transaction().execute(trx => recallAnnouncement(trx, id, who.id, request.body.reason, new Date(clock.now())));
      return reply.status(204).send(null);
    },
  );
}

function reaching(app: App, { db, clock, bus, timeZone, namesFor }: AnnounceParts): void {
  const config = { permission: 'signed-in' } as const; // whose units it went to, or who sent it, decides; others find nothing

  app.get(
    '/v1/announcements/:id/reach',
    { config, schema: { tags, summary: 'Who saw it, and why others did not', params, response: { 200: Reach } } },
    async request => {
      const looker = lookerOf(personOf(request));
      await mustSee(db, looker, request.params.id);
      return readReach(db, request.params.id, looker.scope, clock.now(), timeZone);
    },
  );

  app.get(
    '/v1/announcements/:id/reach.csv',
    {
      config,
      schema: { tags, summary: 'Who saw what, as CSV', params, querystring: z.object({ lang: z.enum(['zh', 'en']).default('zh') }) },
    },
    async (request, reply) => {
      const looker = lookerOf(personOf(request));
      await mustSee(db, looker, request.params.id);
      const { lang } = request.query;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="announcement-${request.params.id}.csv"`)
        .send(Readable.from(reachCsv(db, request.params.id, looker.scope, clock.now(), timeZone, lang, await namesFor(lang))));
    },
  );

  app.post(
    '/v1/announcements/:id/remind',
    { config, schema: { tags, summary: 'Remind those it is missing at', params, body: RemindAnnouncement, response: { 200: Reminded } } },
    async request => {
      const who = personOf(request);
      const looker = lookerOf(who);
      await mustSee(db, looker, request.params.id);
      const agents = await remind(db, request.params.id, who.id, looker.scope, request.body.agents, clock.now(), timeZone);
      for (const agent of agents) if (bus.isHeard(announcedTo(agent))) bus.publish(announcedTo(agent), {});
      return { reminded: agents.length };
    },
  );
}

/** Only what one sent, or approved, or all units' writers may be taken back. */
async function mustBeOwn(db: Db, who: PersonWho, id: number): Promise<void> {
  await mustSee(db, lookerOf(who), id);
  const row = await db.selectFrom('announcements').select(['author', 'approved_by', 'scope']).where('id', '=', id).executeTakeFirst();
  const scope = scopeOf(who);
  const covers = scope === null || (row?.scope?.every(unit => scope.includes(unit)) ?? false);
  if (row?.author !== who.id && row?.approved_by !== who.id && !covers) refuse({ kind: 'not-allowed', action: 'recall what others sent' });
}

function lookerOf(who: PersonWho): Looker {
  const [writes, approves] = [scopeOf(who), wholeOr(unitsWith(who, 'announce.approve'))];
  const scope = writes === null || approves === null ? null : [...new Set([...writes, ...approves])];
  return { id: who.id, scope, approves: who.may.has('announce.approve') };
}

function scopeOf(who: PersonWho): Scope {
  return wholeOr(unitsWith(who, 'announce.write'));
}

function wholeOr(units: readonly string[] | 'all'): Scope {
  return units === 'all' ? null : units;
}
