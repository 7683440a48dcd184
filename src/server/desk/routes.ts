import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { MarkClass, markPattern } from '#domain/mark.ts';
import { ProblemError } from '#domain/problem.ts';
import { ConversationList, ConversationRecord, Reveal, Revealed } from '#protocol/rest.ts';
import { audit } from '#server/audit/audit.ts';
import type { DeskParts } from '#server/desk/desk-session.ts';
import { readAgent, readMine, readRecord } from '#server/desk/read.ts';
import { heardUntil } from '#server/desk/wrapup-parts.ts';
import type { App } from '#server/http/app.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Seals } from '#server/live/seals.ts';
import { personOf } from '#server/people/guard.ts';

const Page = z.object({ before: z.string().max(64).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
const ById = z.object({ id: ConversationId });

/** What the desk asks by HTTP: past conversations, one whole record, one sealed value. */
export function deskRoutes(app: App, parts: Pick<DeskParts, 'db' | 'mayRead'> & { readonly seals: Pick<Seals, 'reveal'> }): void {
  const { db, mayRead, seals } = parts;

  app.get(
    '/v1/conversations/mine',
    { config: { permission: 'conversation.read.own' }, schema: { querystring: Page, response: { 200: ConversationList } } },
    async request => {
      const { before, limit } = request.query;
      return readMine(db, personOf(request).staffNo, before === undefined ? { limit } : { before, limit });
    },
  );

  app.get(
    '/v1/conversations/:id',
    // Whose it is decides: one's own, one's team's or any; whoever may see none of them finds nothing here.
    { config: { permission: 'signed-in' }, schema: { params: ById, response: { 200: ConversationRecord } } },
    async request => {
      const who = personOf(request);
      const { id } = request.params;
      const found = await readAgent(db, id);
      const isHidden = found?.arm === 'silent' && !who.may.has('conversation.read.any'); // the silent arm is for those who measure it
      if (!found || isHidden) throw notFound(id);
      // Who was on the call before it went on to somebody else reads what they heard, and no more.
      const until = (await mayRead(who, found.agent)) ? Number.POSITIVE_INFINITY : await heardUntil(db, id, who.staffNo);
      if (until === null) throw notFound(id);
      if (found.agent !== who.staffNo && until === Number.POSITIVE_INFINITY) {
        // Reading what somebody else's customer said is itself worth remembering.
        await db.transaction().execute(trx => audit(trx, { who: who.id, action: 'conversation.read', subject: id, details: {} }));
      }
      const record = await readRecord(db, id);
      if (!record) throw notFound(id);
      return {
        head: record.head,
        rows: record.rows.filter(({ event }) => event.position <= until),
        release: record.release,
        hash: record.hash,
      };
    },
  );

  app.post(
    '/v1/conversations/:id/reveal',
    { config: { permission: 'secret.reveal' }, schema: { params: ById, body: Reveal, response: { 200: Revealed } } },
    async request => {
      const who = personOf(request);
      const { id } = request.params;
      const mark = markOf(request.body.mark);
      const row = await db
        .selectFrom('conversations')
        .select(['agent', 'status'])
        .where('day', '=', dayOf(id))
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row || row.agent !== who.staffNo) throw notFound(id);
      if (row.status !== 'open') throw new ProblemError({ kind: 'closed', conversation: id });

      // Recorded first: a value that was shown and not recorded must be impossible, the other way round is harmless.
      await db.transaction().execute(trx => audit(trx, { who: who.id, action: 'secret.reveal', subject: id, details: mark }));
      const value = await seals.reveal(id, mark);
      if (value === null) throw new ProblemError({ kind: 'not-found', what: 'sealed value', id: `${mark.class}:${mark.number}` });
      return { value };
    },
  );
}

function markOf(text: string): { class: MarkClass; number: number } {
  const [found] = text.matchAll(markPattern);
  const parsed = MarkClass.safeParse(found?.[1]);
  if (!found || !parsed.success) throw new ProblemError({ kind: 'invalid', field: 'mark', why: 'is no mark as it stands in the text' });
  return { class: parsed.data, number: Number(found[2]) };
}

function notFound(id: string): ProblemError {
  return new ProblemError({ kind: 'not-found', what: 'conversation', id });
}
