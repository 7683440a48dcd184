import { z } from 'zod';
import { ProblemError } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import { DemoPerson, Session, SignIn } from '#protocol/rest.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { demoPeople } from '#server/people/demo-people.ts';
import { personOf } from '#server/people/guard.ts';
import { isFromThisMachine } from '#server/people/loopback.ts';
import { endSession, findSession, openSession, type SessionLife, standardLife } from '#server/people/sessions.ts';
import { signIn } from '#server/people/sign-in.ts';
import type { PersonWho } from '#server/people/who.ts';

export type SessionParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly cookie: { readonly name: string; readonly secure: boolean };
  readonly bank: () => { readonly name: string; readonly nameEn?: string | undefined; readonly fictional: boolean };
  readonly demo: 'on' | 'off'; // checked by demoRefusal before anything starts
  readonly life?: SessionLife;
};

/** Coming, going, and who I am. In the demo one click is enough, from this machine only. */
export function sessionRoutes(parts: SessionParts): Feature {
  const { db, clock, cookie, life = standardLife } = parts;
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: cookie.secure } as const;

  const begin = async (token: string): Promise<z.infer<typeof Session>> => {
    const who = await findSession(db, clock, token, life);
    if (!who) throw new ProblemError({ kind: 'not-signed-in' });
    return await describe(who);
  };

  const describe = async (who: PersonWho): Promise<z.infer<typeof Session>> => {
    const unit = await db.selectFrom('unit').select('name').where('id', '=', who.unit).executeTakeFirst();
    const [first] = who.roles;
    const role = first && (await db.selectFrom('role').select('home').where('key', '=', first.role).executeTakeFirst());
    return {
      user: {
        id: who.id,
        staffNo: who.staffNo,
        name: who.name,
        unit: unit?.name ?? who.unit,
        roles: [...new Set(who.roles.map(grant => grant.role))],
        lang: who.lang,
      },
      may: [...who.may].sort(),
      ...(role ? { home: role.home } : {}),
      bank: parts.bank(),
      demo: parts.demo === 'on',
      csrf: who.session.csrf,
    };
  };

  return app => {
    const fewTries = { rateLimit: { max: 30, timeWindow: 60_000 } };

    app.post(
      '/v1/session',
      {
        config: { permission: 'public', ...fewTries },
        schema: { tags: ['session'], summary: 'Sign in', body: SignIn, response: { 200: Session } },
      },
      async (request, reply) => {
        const answer = await signIn(db, clock, request.body, life);
        if ('problem' in answer) throw new ProblemError(answer.problem);
        reply.setCookie(cookie.name, answer.token, cookieOptions).header('cache-control', 'no-store');
        return await begin(answer.token);
      },
    );

    app.get(
      '/v1/session',
      {
        config: { permission: 'signed-in' },
        schema: { tags: ['session'], summary: 'Who I am and what I may do', response: { 200: Session } },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return await describe(personOf(request));
      },
    );

    app.delete(
      '/v1/session',
      { config: { permission: 'signed-in' }, schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.null() } } },
      async (request, reply) => {
        const who = personOf(request);
        await db.transaction().execute(async trx => {
          await endSession(trx, clock, who.session.tokenHash);
          await audit(trx, { who: who.id, action: 'signed-out', subject: who.id, details: {} });
        });
        return reply.clearCookie(cookie.name, cookieOptions).status(204).send(null);
      },
    );

    app.patch(
      '/v1/session',
      {
        config: { permission: 'signed-in' },
        schema: {
          tags: ['session'],
          summary: 'Change my language',
          body: z.strictObject({ lang: z.enum(['zh', 'en']) }),
          response: { 200: Session },
        },
      },
      async request => {
        const who = personOf(request);
        await db.updateTable('person').set({ lang: request.body.lang }).where('id', '=', who.id).execute();
        return await describe({ ...who, lang: request.body.lang });
      },
    );

    if (parts.demo === 'off') return;

    app.get(
      '/v1/demo/people',
      {
        config: { permission: 'public' },
        schema: { tags: ['demo'], summary: 'Whom one click signs in', response: { 200: z.array(DemoPerson) } },
      },
      request => {
        if (!isFromThisMachine(request)) throw new ProblemError({ kind: 'not-allowed', action: 'use the demo from elsewhere' });
        return [...demoPeople()];
      },
    );

    app.post(
      '/v1/demo/sign-in',
      {
        config: { permission: 'public', rateLimit: { max: 300, timeWindow: 60_000 } },
        schema: {
          tags: ['demo'],
          summary: 'Sign in with one click',
          body: z.strictObject({ staffNo: z.string().max(32) }),
          response: { 200: Session },
        },
      },
      async (request, reply) => {
        if (!isFromThisMachine(request)) throw new ProblemError({ kind: 'not-allowed', action: 'use the demo from elsewhere' });
        const { staffNo } = request.body;
        const listed = demoPeople().some(person => person.staffNo === staffNo);
        const person = listed
          ? await db.selectFrom('person').select('id').where('staff_no', '=', staffNo).where('active', '=', true).executeTakeFirst()
          : undefined;
        if (!person) throw new ProblemError({ kind: 'not-found', what: 'person', id: staffNo });
        const { token } = await db.transaction().execute(async trx => {
          const session = await openSession(trx, clock, person.id, life);
          await audit(trx, { who: person.id, action: 'signed-in', subject: person.id, details: { how: 'demo' } });
          return session;
        });
        reply.setCookie(cookie.name, token, cookieOptions).header('cache-control', 'no-store');
        return await begin(token);
      },
    );
  };
}
