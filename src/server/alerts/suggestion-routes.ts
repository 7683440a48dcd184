import { z } from 'zod';
import { ProblemError } from '#domain/problem.ts';
import { DeclineSuggestion, SuggestionList, SuggestionTaken, SuggestionWords } from '#protocol/alerts.ts';
import { listSuggestions, settleSuggestion, takeUp, wordsAround } from '#server/alerts/suggestions.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import type { MayRead } from '#server/desk/may-read.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';

const tags = ['content'];
const params = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

/** Exemptions that inspectors suggest to the editors. What was said in the call is for those who may read it, and reading it is recorded. */
export function suggestionRoutes({ db, mayRead }: { readonly db: Db; readonly mayRead: MayRead }): Feature {
  return app => {
    app.get(
      '/v1/alerts/suggestions',
      {
        config: { permission: 'feedback.read' },
        schema: { tags, summary: 'Exemptions suggested to the editors', response: { 200: SuggestionList } },
      },
      async () => ({ suggestions: await listSuggestions(db) }),
    );

    app.get(
      '/v1/alerts/suggestions/:id/words',
      {
        config: { permission: 'feedback.read' },
        schema: {
          tags,
          summary: 'What was said around the claim; needs the right to read the call',
          params,
          response: { 200: SuggestionWords },
        },
      },
      async request => {
        const who = personOf(request);
        const { agent, words } = await wordsAround(db, request.params.id);
        if (!(await mayRead(who, agent))) throw new ProblemError({ kind: 'not-allowed', action: 'conversation.read.any' });
        await db.transaction().execute(trx =>
          audit(trx, {
            who: who.id,
            action: 'conversation.read',
            subject: words.conversation,
            details: { suggestion: request.params.id },
          }),
        );
        return words;
      },
    );

    app.post(
      '/v1/alerts/suggestions/:id/take',
      {
        config: { permission: 'content.edit' },
        schema: { tags, summary: 'Take a suggestion up in a draft, with its test', params, response: { 200: SuggestionTaken } },
      },
      async request => {
        const who = personOf(request);
        const { id } = request.params;
        return db.transaction().execute(async trx => {
          const { draft, rule } = await takeUp(trx, id, who.staffNo);
          await settleSuggestion(trx, id, who.staffNo, { state: 'taken', draft });
          await audit(trx, { who: who.id, action: 'suggestion-taken', subject: `rule/${rule}`, details: { suggestion: id, draft } });
          return { draft };
        });
      },
    );

    app.post(
      '/v1/alerts/suggestions/:id/decline',
      {
        config: { permission: 'content.edit' },
        schema: { tags, summary: 'Decline a suggestion, and why', params, body: DeclineSuggestion, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const who = personOf(request);
        const { id } = request.params;
        const { reason } = request.body;
        await db.transaction().execute(async trx => {
          const { rule } = await settleSuggestion(trx, id, who.staffNo, { state: 'declined', reason });
          await audit(trx, { who: who.id, action: 'suggestion-declined', subject: `rule/${rule}`, details: { suggestion: id } });
        });
        return reply.status(204).send(null);
      },
    );
  };
}
