import { z } from 'zod';
import type { Permission } from '#domain/permission.ts';
import type { Clock } from '#ports/clock.ts';
import {
  GivenRobotHandover,
  GiveRobotHandover,
  RobotHandoverList,
  RobotTaskList,
  RobotTaskSettled,
  SettleRobotTask,
  TakeRobotHandover,
} from '#protocol/robot-tasks.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { mustBeOneOf } from '#server/robots/bots/must-be-one-of.ts';
import { giveHandover, listHandovers, takeHandover } from '#server/robots/tasks/handovers.ts';
import { listTasks, settle } from '#server/robots/tasks/tasks.ts';

const tags = ['robots'];
const config = { permission: 'signed-in' } as const; // which of the robots' people, the handler says
const workers: readonly Permission[] = ['robot.operate', 'robot.approve'];

/** What waits for a person: approvals, answers, hand-overs and decisions in one inbox; and 交接 from shift to shift. */
export function taskRoutes({ db, clock }: { readonly db: Db; readonly clock: Clock }): Feature {
  const now = () => new Date(clock.now());
  return app => {
    app.get(
      '/v1/robots/tasks',
      {
        config,
        schema: {
          tags,
          summary: 'What waits for a person, oldest first',
          querystring: z.object({ state: z.enum(['open', 'settled']).default('open') }),
          response: { 200: RobotTaskList },
        },
      },
      request => listTasks(db, request.query.state, mustBeOneOf(request, workers)),
    );

    app.post(
      '/v1/robots/tasks/:id/settle',
      {
        config, // the agent of a call answers the robot of that call
        schema: {
          tags,
          summary: 'Settle what a run waits for',
          params: z.object({ id: z.uuid() }),
          body: SettleRobotTask,
          response: { 200: RobotTaskSettled },
        },
      },
      request => db.transaction().execute(trx => settle(trx, request.params.id, request.body, personOf(request))),
    );

    app.get(
      '/v1/robots/handovers',
      { config, schema: { tags, summary: 'Shift handovers, the latest first', response: { 200: RobotHandoverList } } },
      request => listHandovers(db, mustBeOneOf(request, workers).staffNo),
    );

    app.post(
      '/v1/robots/handovers',
      {
        config,
        schema: { tags, summary: 'Hand the open tasks to the next shift', body: GiveRobotHandover, response: { 200: GivenRobotHandover } },
      },
      request => {
        const who = mustBeOneOf(request, workers);
        return db.transaction().execute(trx => giveHandover(trx, request.body, who, now()));
      },
    );

    app.post(
      '/v1/robots/handovers/:id/take',
      {
        config,
        schema: {
          tags,
          summary: 'Sign for a handover',
          params: z.object({ id: z.coerce.number().int().min(1) }),
          body: TakeRobotHandover,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const who = mustBeOneOf(request, workers);
        await db.transaction().execute(trx => takeHandover(trx, request.params.id, request.body.remark, who, now()));
        return reply.status(204).send(null);
      },
    );
  };
}
