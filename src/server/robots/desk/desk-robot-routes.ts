import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import { AnswerRun, DeskBots, StartedFromDesk, StartFromDesk, TakeByHand } from '#protocol/robot-desk.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import { personOf } from '#server/people/guard.ts';
import type { PersonWho } from '#server/people/who.ts';
import { deskBots } from '#server/robots/desk/desk-bots.ts';
import { robotCalls } from '#server/robots/desk/desk-robots.ts';
import { startFromDesk } from '#server/robots/desk/start-from-desk.ts';
import { takeOverByHand } from '#server/robots/runs/change-run.ts';
import { settleTask } from '#server/robots/runs/settle-task.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** What robots on desks need. */
export interface DeskRobotRouteParts {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly bus: Bus;
  readonly clock: Clock;
}

const ByRun = z.object({ id: z.uuid() });
const Done = z.object({});
const tags = ['robots'];
const config = { permission: 'desk.use' } as const;

/** Robots on an agent's desk: which may be offered, starting one in one's own call, answering it, going on by hand. */
export function deskRobotRoutes({ db, ring, bus, clock }: DeskRobotRouteParts): Feature {
  return app => {
    app.get('/v1/desk/robots', { config, schema: { tags, response: { 200: DeskBots } } }, async () => ({
      bots: [...(await deskBots(db))],
    }));

    app.post(
      '/v1/desk/robots/runs',
      { config, schema: { tags, body: StartFromDesk, response: { 200: StartedFromDesk } } },
      async request => {
        const who = personOf(request);
        const { body } = request;
        const run = await db.transaction().execute(trx => startFromDesk(trx, ring, body, who, new Date(clock.now())));
        bus.publish(robotCalls, { conversation: body.conversation });
        return { run };
      },
    );

    app.post(
      '/v1/desk/robots/runs/:id/by-hand',
      { config, schema: { tags, params: ByRun, body: TakeByHand, response: { 200: Done } } },
      async request => {
        const who = personOf(request);
        const conversation = await db.transaction().execute(async trx => {
          const call = await callOfRun(trx, request.params.id, who);
          await takeOverByHand(trx, request.params.id, who, '');
          return call;
        });
        bus.publish(robotCalls, { conversation });
        return {};
      },
    );

    app.post(
      '/v1/desk/robots/runs/:id/answer',
      { config, schema: { tags, params: ByRun, body: AnswerRun, response: { 200: Done } } },
      async request => {
        const who = personOf(request);
        const { task, answer } = request.body;
        const conversation = await db.transaction().execute(async trx => {
          const call = await callOfRun(trx, request.params.id, who);
          await mustBeOf(trx, task, request.params.id);
          await settleTask(trx, task, { answer, reason: '' }, { id: who.id, staffNo: who.staffNo });
          return call;
        });
        bus.publish(robotCalls, { conversation });
        return {};
      },
    );
  };
}

/** The call a run was started in, if it is this agent's; whoever a call was handed to has its robots too. */
async function callOfRun(trx: Trx, run: string, who: PersonWho): Promise<ConversationId> {
  const card = await trx.selectFrom('robot_cards').select('conversation').where('run', '=', run).executeTakeFirst();
  const id = ConversationId.safeParse(card?.conversation);
  const call = id.success
    ? await trx.selectFrom('conversations').select('agent').where('day', '=', dayOf(id.data)).where('id', '=', id.data).executeTakeFirst()
    : undefined;
  if (!id.success || call?.agent !== who.staffNo) throw new ProblemError({ kind: 'not-found', what: 'run', id: run });
  return id.data;
}

/** What is for somebody else to decide is not answered from a desk: settling refuses the kinds a desk has no answer for. */
async function mustBeOf(trx: Trx, task: string, run: string): Promise<void> {
  const found = await trx.selectFrom('robot_tasks').select('id').where('id', '=', task).where('run', '=', run).executeTakeFirst();
  if (!found) throw new ProblemError({ kind: 'not-found', what: 'task', id: task });
}
