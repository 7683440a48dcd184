import { z } from 'zod';
import { AttentionAsked, AttentionReport } from '#protocol/reports.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { attentionCsv } from '#server/reports/attention-csv.ts';
import { readAttention } from '#server/reports/read-attention.ts';

const tags = ['reports'];

/** Reports over many calls. They name no person. */
export function reportRoutes({ db }: { readonly db: Db }): Feature {
  return app => {
    app.get(
      '/v1/reports/attention',
      {
        config: { permission: 'feedback.read' },
        schema: {
          tags,
          summary: 'What became of what was shown, by kind and by rule',
          querystring: AttentionAsked,
          response: { 200: AttentionReport },
        },
      },
      request => readAttention(db, request.query),
    );

    app.get(
      '/v1/reports/attention.csv',
      {
        config: { permission: 'feedback.read' },
        schema: { tags, summary: 'The same as CSV', querystring: AttentionAsked, response: { 200: z.string() } },
      },
      async (request, reply) => {
        const { from, to } = request.query;
        reply.header('content-type', 'text/csv; charset=utf-8');
        reply.header('content-disposition', `attachment; filename="attention-${from}-${to}.csv"`);
        return reply.serializer((csv: unknown) => String(csv)).send(attentionCsv(await readAttention(db, request.query)));
      },
    );
  };
}
