import { Readable } from 'node:stream';
import { z } from 'zod';
import { audit } from '#server/audit/audit.ts';
import { exportAudit } from '#server/audit/export.ts';
import { verifyAudit } from '#server/audit/verify.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { auditName } from '#server/people/who.ts';

const tags = ['audit'];
const DeedRow = z.object({
  writer: z.string(),
  number: z.number(),
  at: z.string(),
  who: z.string(),
  person: z.object({ staffNo: z.string(), name: z.string() }).optional(), // who that is, when it is somebody
  action: z.string(),
  subject: z.string(),
  details: z.unknown(),
});

/** Reading, checking and taking away the record of deeds. Taking it away is itself a deed. */
export function auditRoutes({ db, key }: { db: Db; key?: Uint8Array }): Feature {
  return app => {
    app.get(
      '/v1/audit',
      {
        config: { permission: 'audit.read' },
        schema: {
          tags,
          summary: 'The latest deeds, newest first',
          querystring: z.object({
            before: z.iso.datetime({ offset: true }).optional(),
            subject: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          response: { 200: z.object({ deeds: z.array(DeedRow), next: z.string().optional() }) },
        },
      },
      async request => {
        const { before, subject, limit } = request.query;
        let query = db.selectFrom('audit').select(['writer', 'number', 'at', 'who', 'action', 'subject', 'details']);
        if (before) query = query.where('at', '<', new Date(before));
        if (subject) query = query.where('subject', '=', subject);
        const rows = await query.orderBy('at', 'desc').orderBy('writer').orderBy('number', 'desc').limit(limit).execute();
        const people = await peopleOf(
          db,
          rows.map(row => row.who),
        );
        const deeds = rows.map(row => {
          const person = people.get(row.who);
          return { ...row, at: row.at.toISOString(), ...(person ? { person } : {}) };
        });
        const next = deeds.length === limit ? deeds.at(-1)?.at : undefined;
        return { deeds, ...(next ? { next } : {}) };
      },
    );

    app.get(
      '/v1/audit/verify',
      {
        config: { permission: 'audit.verify', rateLimit: { max: 6, timeWindow: 60_000 } },
        schema: { tags, summary: 'Recompute every hash', response: { 200: z.looseObject({ kind: z.enum(['ok', 'broken']) }) } },
      },
      async () => ({ ...(await verifyAudit(db, key ? { key } : {})) }),
    );

    app.get(
      '/v1/audit/anchors',
      {
        config: { permission: 'audit.read' },
        schema: {
          tags,
          summary: 'The latest hundred anchors, newest first',
          response: {
            200: z.object({ anchors: z.array(z.object({ number: z.number(), at: z.string(), hash: z.string(), writers: z.number() })) }),
          },
        },
      },
      async () => {
        const rows = await db.selectFrom('audit_anchor').selectAll().orderBy('number', 'desc').limit(100).execute();
        const anchors = rows.map(({ number, at, hash, heads }) => ({
          number,
          at: at.toISOString(),
          hash: hash.toString('hex'),
          writers: (heads as readonly unknown[]).length,
        }));
        return { anchors };
      },
    );

    app.get(
      '/v1/audit/export',
      {
        config: { permission: 'audit.read', rateLimit: { max: 6, timeWindow: 60_000 } },
        schema: { tags, summary: 'Everything, one JSON object a line' },
      },
      async (request, reply) => {
        await db
          .transaction()
          .execute(trx => audit(trx, { who: auditName(request.who), action: 'audit-exported', subject: 'audit', details: {} }));
        return reply.type('application/x-ndjson').send(Readable.from(withLineEnds(exportAudit(db))));
      },
    );
  };
}

async function peopleOf(db: Db, whos: readonly string[]): Promise<ReadonlyMap<string, { staffNo: string; name: string }>> {
  const ids = [...new Set(whos)].filter(who => z.uuid().safeParse(who).success);
  const rows = ids.length === 0 ? [] : await db.selectFrom('person').select(['id', 'staff_no', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(row => [row.id, { staffNo: row.staff_no, name: row.name }]));
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
