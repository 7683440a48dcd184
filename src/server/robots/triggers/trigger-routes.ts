import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#ports/clock.ts';
import { AskedForRun, AskForDryRun, AskForRun, PostQueueItem, ScheduleList, SwitchSchedule } from '#protocol/robots.ts';
import type { Db } from '#server/db/schema.ts';
import type { App, Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { mustBeOneOf, robotPeople } from '#server/robots/bots/must-be-one-of.ts';
import { askForDryRun, askForRun, postItem } from '#server/robots/triggers/ask.ts';
import { listSchedules, switchSchedule } from '#server/robots/triggers/schedules.ts';
import type { KeyRing } from '#server/vault/seal.ts';

const tags = ['robots'];
const Name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

interface TriggerParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ring: KeyRing;
}

/** What sets robots off: people and programs that ask, items of queues, schedules and their switches. */
export function triggerRoutes(parts: TriggerParts): Feature {
  return app => {
    asking(app, parts);
    schedules(app, parts);
  };
}

function asking(app: App, { db, clock, ring }: TriggerParts): void {
  const response = { 202: AskedForRun, 422: AskedForRun };
  const answer = (reply: FastifyReply, asked: AskedForRun) => reply.status(asked.kind === 'queued' ? 202 : 422).send(asked);

  app.post(
    '/v1/robots/bots/:bot/runs',
    {
      config: { permission: 'robot.ask' }, // a program; a person operates robots besides
      schema: { tags, summary: 'Ask for a run of the live version', params: z.object({ bot: Name }), body: AskForRun, response },
    },
    async (request, reply) =>
      answer(reply, await db.transaction().execute(trx => askForRun(trx, ring, request.params.bot, request.body, request.who))),
  );

  app.post(
    '/v1/robots/bots/:bot/versions/:number/dry-run',
    {
      config: { permission: 'signed-in' }, // which of the robots' people, the handler says
      schema: {
        tags,
        summary: 'Try a version without what commits',
        params: z.object({ bot: Name, number: z.coerce.number().int().min(1).max(1_000_000) }),
        body: AskForDryRun,
        response,
      },
    },
    async (request, reply) => {
      const who = mustBeOneOf(request, robotPeople);
      const { bot, number } = request.params;
      return answer(reply, await db.transaction().execute(trx => askForDryRun(trx, ring, bot, number, request.body, who)));
    },
  );

  app.post(
    '/v1/robots/queues/:queue/items',
    {
      config: { permission: 'robot.ask' },
      schema: {
        tags,
        summary: 'Post an item of work; a reference is taken once',
        params: z.object({ queue: Name }),
        body: PostQueueItem,
        response,
      },
    },
    async (request, reply) => {
      const now = new Date(clock.now());
      return answer(reply, await postItem(db, ring, request.params.queue, request.body, request.who, now));
    },
  );
}

function schedules(app: App, { db, clock }: TriggerParts): void {
  const now = () => new Date(clock.now());

  app.get(
    '/v1/robots/schedules',
    { config: { permission: 'signed-in' }, schema: { tags, summary: 'What starts robots by itself', response: { 200: ScheduleList } } },
    request => {
      mustBeOneOf(request, robotPeople);
      return listSchedules(db, now());
    },
  );

  app.post(
    '/v1/robots/schedules/:bot/:schedule',
    {
      config: { permission: 'robot.operate' },
      schema: {
        tags,
        summary: 'Turn one on or off',
        params: z.object({ bot: Name, schedule: z.string().regex(/^[0-9a-f]{16}$/) }),
        body: SwitchSchedule,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { bot, schedule } = request.params;
      const who = personOf(request);
      await db.transaction().execute(trx => switchSchedule(trx, bot, schedule, request.body.on, who, now()));
      return reply.status(204).send(null);
    },
  );
}
