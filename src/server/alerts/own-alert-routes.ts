import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import { AnswerAlert, ClaimsOfConversation, OwnClaims } from '#protocol/alerts.ts';
import { answerAlert, claimsOf, ownClaims } from '#server/alerts/own-alerts.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { dayAt, dayOf } from '#server/live/conversation-id.ts';
import { personOf } from '#server/people/guard.ts';
import type { PersonWho } from '#server/people/who.ts';

const tags = ['quality'];
const monthMs = 31 * 86_400_000;

/** What agents see of the claims about them after a call, and how they answer. `mayRead` says whose conversations somebody may see. */
export function ownAlertRoutes({
  db,
  clock,
  mayRead,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly mayRead: (who: PersonWho, agent: string | null) => Promise<boolean>;
}): Feature {
  return app => {
    app.get(
      '/v1/alerts/mine',
      {
        config: { permission: 'conversation.read.own' },
        schema: { tags, summary: 'How many claims one’s own conversations of the last month have', response: { 200: OwnClaims } },
      },
      request => ownClaims(db, personOf(request).staffNo, dayAt(clock.now() - monthMs)),
    );

    app.get(
      '/v1/conversations/:id/alerts',
      {
        config: { permission: 'signed-in' },
        schema: {
          tags,
          summary: 'The claims of one conversation and what was decided',
          params: z.object({ id: ConversationId }),
          response: { 200: ClaimsOfConversation },
        },
      },
      async request => {
        const who = personOf(request);
        const { id } = request.params;
        const row = await db
          .selectFrom('conversations')
          .select(['agent', 'meta'])
          .where('day', '=', dayOf(id))
          .where('id', '=', id)
          .executeTakeFirst();
        const isHidden = row?.meta.arm === 'silent' && !who.may.has('conversation.read.any');
        if (!row || isHidden) throw notFound(id);
        const found = await claimsOf(db, id, who.staffNo, clock.now());
        if (await mayRead(who, row.agent)) return found;
        // The call went on to somebody else: who was on it before still answers for own words, and sees no others.
        const own = found.claims.filter(({ alert }) => alert.agent?.staffNo === who.staffNo);
        if (own.length === 0) throw notFound(id);
        return { claims: own };
      },
    );

    app.post(
      '/v1/alerts/:id/answer',
      {
        config: { permission: 'conversation.read.own' },
        schema: {
          tags,
          summary: 'Acknowledge or contest a claim about oneself',
          params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
          body: AnswerAlert,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const who = personOf(request);
        await db.transaction().execute(async trx => {
          const { rule } = await answerAlert(trx, request.params.id, who.staffNo, request.body, clock.now());
          const { answer } = request.body;
          await audit(trx, {
            who: who.id,
            action: 'alert-answered',
            subject: `rule/${rule}`,
            details: { alert: request.params.id, answer },
          });
        });
        return reply.status(204).send(null);
      },
    );
  };
}

function notFound(id: ConversationId): ProblemError {
  return new ProblemError({ kind: 'not-found', what: 'conversation', id });
}
