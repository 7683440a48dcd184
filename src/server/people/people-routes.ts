import { z } from 'zod';
import { Permission } from '#domain/permission.ts';
import { Person, Unit } from '#domain/person.ts';
import { ProblemError } from '#domain/problem.ts';
import { Role } from '#domain/role.ts';
import type { Clock } from '#ports/clock.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '#server/people/api-keys.ts';
import { decodeText } from '#server/people/csv.ts';
import { personOf } from '#server/people/guard.ts';
import { listPeople, listUnits } from '#server/people/people.ts';
import { onShift, unknownStaff } from '#server/people/presence.ts';
import { permissionsFrom } from '#server/people/roles.ts';
import { RosterProblem } from '#server/people/roster.ts';
import { importRoster } from '#server/people/roster-import.ts';
import { auditName } from '#server/people/who.ts';

const tags = ['people'];
const ApiKeyHead = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(Permission),
  createdAt: z.string(),
  lastUsedAt: z.string().optional(),
  revokedAt: z.string().optional(),
});

/** People, units, roles, the roster, who is here, and API keys. */
export function peopleRoutes({ db, clock, timeZone = 'Asia/Shanghai' }: { db: Db; clock: Clock; timeZone?: string }): Feature {
  return app => {
    app.get(
      '/v1/people',
      {
        config: { permission: 'people.read' },
        schema: {
          tags,
          querystring: z.object({ after: z.string().max(32).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
          response: { 200: z.object({ people: z.array(Person), next: z.string().optional() }) },
        },
      },
      async request => {
        const { after, limit } = request.query;
        const people = [...(await listPeople(db, { after, limit }))];
        const last = people.length === limit ? people.at(-1)?.staffNo : undefined;
        return { people, ...(last ? { next: last } : {}) };
      },
    );

    app.get('/v1/units', { config: { permission: 'people.read' }, schema: { tags, response: { 200: z.array(Unit) } } }, async () => [
      ...(await listUnits(db)),
    ]);

    app.get('/v1/roles', { config: { permission: 'people.read' }, schema: { tags, response: { 200: z.array(Role) } } }, async () => {
      const rows = await db.selectFrom('role').selectAll().orderBy('key').execute();
      return rows.map(row => ({ ...row, may: [...permissionsFrom(row.may)] }));
    });

    app.get(
      '/v1/people/on-shift',
      {
        config: { permission: 'people.read' },
        schema: {
          tags,
          response: {
            200: z.array(
              z.object({
                staffNo: z.string(),
                name: z.string(),
                unit: z.string(),
                by: z.enum(['roster', 'presence']),
                state: z.string().optional(),
              }),
            ),
          },
        },
      },
      async () => [...(await onShift(db, clock))],
    );

    app.get(
      '/v1/people/unknown',
      {
        config: { permission: 'system.read' },
        schema: {
          tags,
          summary: '工号 that telephony names and nobody has',
          response: { 200: z.array(z.object({ staffNo: z.string(), firstSeenAt: z.string(), lastSeenAt: z.string(), times: z.number() })) },
        },
      },
      async () => [...(await unknownStaff(db))],
    );

    app.register(async files => {
      files.addContentTypeParser(['text/csv', 'application/octet-stream'], { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body),
      );
      files.post(
        '/v1/roster',
        {
          config: { permission: 'roster.manage' },
          bodyLimit: 8 << 20,
          schema: {
            tags,
            summary: 'Import a roster (CSV: staffNo, name, unit, queues, hiredOn, lang, roles, shiftStart, shiftEnd)',
            response: { 200: z.object({ people: z.number(), shifts: z.number(), problems: z.array(RosterProblem) }) },
          },
        },
        async request => {
          const who = personOf(request);
          if (!Buffer.isBuffer(request.body)) throw new ProblemError({ kind: 'invalid', field: 'body', why: 'send the file as text/csv' });
          const rows = await db.selectFrom('role').select(['key', 'may']).execute();
          // Whoever may not manage people gives nobody more than they have themselves.
          const mayGrant = new Set(
            rows.filter(row => who.may.has('people.manage') || permissionsFrom(row.may).every(one => who.may.has(one))).map(row => row.key),
          );
          const done = await importRoster(db, { text: decodeText(request.body), by: who.id, mayGrant, timeZone });
          return { ...done, problems: done.problems.slice(0, 1_000) };
        },
      );
    });

    app.get('/v1/keys', { config: { permission: 'key.manage' }, schema: { tags, response: { 200: z.array(ApiKeyHead) } } }, async () =>
      (await listApiKeys(db)).map(head => ({ ...head, scopes: [...head.scopes] })),
    );

    app.post(
      '/v1/keys',
      {
        config: { permission: 'key.manage' },
        schema: {
          tags,
          summary: 'Make a key; it is shown this once',
          body: z.strictObject({ name: z.string().min(1).max(120), scopes: z.array(Permission).min(1).max(20) }),
          response: { 201: z.object({ id: z.string(), key: z.string() }) },
        },
      },
      async (request, reply) => {
        const who = personOf(request);
        const { name, scopes } = request.body;
        const beyond = scopes.find(scope => scope !== 'ingest.send' && !who.may.has(scope));
        if (beyond) throw new ProblemError({ kind: 'not-allowed', action: `give a key ${beyond}, which you do not have yourself` });
        const made = await db.transaction().execute(async trx => {
          const created = await createApiKey(trx, { name, scopes, by: who.id });
          await audit(trx, { who: who.id, action: 'key-created', subject: created.id, details: { name, scopes } });
          return created;
        });
        return reply.status(201).header('cache-control', 'no-store').send(made);
      },
    );

    app.delete(
      '/v1/keys/:id',
      { config: { permission: 'key.manage' }, schema: { tags, params: z.object({ id: z.string().max(40) }), response: { 204: z.null() } } },
      async (request, reply) => {
        const { id } = request.params;
        await db.transaction().execute(async trx => {
          if (!(await revokeApiKey(trx, clock, id))) throw new ProblemError({ kind: 'not-found', what: 'key', id });
          await audit(trx, { who: auditName(request.who), action: 'key-revoked', subject: id, details: {} });
        });
        return reply.status(204).send(null);
      },
    );
  };
}
