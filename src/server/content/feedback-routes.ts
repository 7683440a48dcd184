import { z } from 'zod';
import type { Clock } from '#ports/clock.ts';
import { FlagList, MissList, SettleFlag } from '#protocol/content.ts';
import { audit } from '#server/audit/audit.ts';
import { listFlags, listMisses, settleFlag } from '#server/content/flags.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { dayAt } from '#server/live/conversation-id.ts';
import { personOf } from '#server/people/guard.ts';

const tags = ['content'];
const monthMs = 30 * 86_400_000;

/** What agents say about content: flags to settle, and what they looked for in vain. */
export function feedbackRoutes({ db, clock }: { readonly db: Db; readonly clock: Clock }): Feature {
  return app => {
    app.get(
      '/v1/content/flags',
      {
        config: { permission: 'feedback.read' },
        schema: {
          tags,
          summary: 'Cards that agents called wrong or outdated',
          querystring: z.object({
            state: z.enum(['open', 'settled']).default('open'),
            before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(20),
          }),
          response: { 200: FlagList },
        },
      },
      request => listFlags(db, request.query),
    );

    app.post(
      '/v1/content/flags/:id/settle',
      {
        config: { permission: 'content.edit' },
        schema: {
          tags,
          summary: 'Settle a flag',
          params: z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
          body: SettleFlag,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const who = personOf(request);
        const { id } = request.params;
        const { outcome } = request.body;
        await db.transaction().execute(async trx => {
          const { key } = await settleFlag(trx, id, who.staffNo, outcome);
          await audit(trx, { who: who.id, action: 'flag-settled', subject: key, details: { flag: id, outcome } });
        });
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/v1/content/misses',
      {
        config: { permission: 'feedback.read' },
        schema: { tags, summary: 'Look-ups of 30 days that found nothing', response: { 200: MissList } },
      },
      async () => ({ misses: [...(await listMisses(db, dayAt(clock.now() - monthMs)))] }),
    );
  };
}
