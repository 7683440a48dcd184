import { z } from 'zod';
import type { Permission } from '#domain/permission.ts';
import { ProblemError } from '#domain/problem.ts';
import { RunState } from '#domain/robot-run.ts';
import type { Clock } from '#ports/clock.ts';
import type { RobotBrowser } from '#ports/robot-browser.ts';
import {
  Journal,
  JournalVerdict,
  NameTarget,
  RequeueRuns,
  RobotRunList,
  RobotRunRecord,
  RobotsToday,
  RobotTargetList,
  RunReason,
  RunsRequeued,
  SwitchRobots,
} from '#protocol/robot-runs.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import type { App, Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { mustBeOneOf } from '#server/robots/bots/must-be-one-of.ts';
import { cancelRun, readDoubtOnceMore, requeueRuns, takeOverByHand } from '#server/robots/runs/change-run.ts';
import { verifyJournal } from '#server/robots/runs/journal.ts';
import { listRuns, readJournal, readRun } from '#server/robots/runs/read-runs.ts';
import { readTargets } from '#server/robots/runs/read-targets.ts';
import { mendTarget, nameTarget, switchRobots } from '#server/robots/runs/targets.ts';
import { readToday } from '#server/robots/runs/today.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** What the routes of runs need. */
export interface RunRouteParts {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  readonly ring: KeyRing;
  readonly timeZone: string;
  readonly browser: RobotBrowser['known'];
}

const tags = ['robots'];
const looking = { permission: 'signed-in' } as const; // which of the robots' people, the handler says
const operating = { permission: 'robot.operate' } as const;
const lookers: readonly Permission[] = ['robot.operate', 'robot.approve', 'robot.author', 'audit.read'];
const byId = z.object({ id: z.uuid() });
const byName = z.object({ name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });
const states = z
  .string()
  .max(200)
  .transform(text => text.split(','))
  .pipe(z.array(RunState));

/** Runs, their journal and evidence, the targets they press on, and what the control room opens on. */
export function runRoutes(parts: RunRouteParts): Feature {
  return app => {
    reading(app, parts);
    changing(app, parts);
    targets(app, parts);
    evidence(app, parts);
  };
}

function reading(app: App, { db, clock, timeZone }: RunRouteParts): void {
  app.get(
    '/v1/robots/runs',
    {
      config: looking,
      schema: {
        tags,
        summary: 'Runs, newest first',
        querystring: z.object({
          state: states.optional(),
          bot: z.string().max(64).optional(),
          text: z.string().trim().max(100).optional(),
          conversation: z.string().max(64).optional(),
          since: z.coerce.date().optional(),
          before: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: RobotRunList },
      },
    },
    request => {
      mustBeOneOf(request, lookers);
      return listRuns(db, request.query);
    },
  );

  app.get(
    '/v1/robots/runs/:id',
    { config: looking, schema: { tags, summary: 'One run, without its journal', params: byId, response: { 200: RobotRunRecord } } },
    request => {
      mustBeOneOf(request, lookers);
      return readRun(db, request.params.id);
    },
  );

  app.get(
    '/v1/robots/runs/:id/journal',
    {
      config: looking,
      schema: {
        tags,
        summary: 'What a run did, row by row',
        params: byId,
        querystring: z.object({
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(200),
        }),
        response: { 200: Journal },
      },
    },
    request => {
      mustBeOneOf(request, lookers);
      return readJournal(db, request.params.id, request.query.after, request.query.limit);
    },
  );

  app.get(
    '/v1/robots/runs/:id/verify',
    {
      config: looking,
      schema: { tags, summary: 'Whether the journal is as it was written', params: byId, response: { 200: JournalVerdict } },
    },
    request => {
      mustBeOneOf(request, lookers);
      return verifyJournal(db, request.params.id);
    },
  );

  app.get(
    '/v1/robots/today',
    { config: looking, schema: { tags, summary: 'What robots did today and what they wait for', response: { 200: RobotsToday } } },
    request => {
      mustBeOneOf(request, lookers);
      return readToday(db, clock.now(), timeZone);
    },
  );
}

function changing(app: App, { db, ring }: RunRouteParts): void {
  app.post(
    '/v1/robots/runs/:id/cancel',
    { config: operating, schema: { tags, summary: 'Cancel a run', params: byId, body: RunReason, response: { 204: z.null() } } },
    async (request, reply) => {
      await db.transaction().execute(trx => cancelRun(trx, request.params.id, personOf(request), request.body.reason));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/robots/runs/:id/take-over',
    {
      config: operating,
      schema: { tags, summary: 'Do the next step by hand', params: byId, body: RunReason, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await db.transaction().execute(trx => takeOverByHand(trx, request.params.id, personOf(request), request.body.reason));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/robots/runs/:id/read-again',
    {
      config: looking,
      schema: { tags, summary: 'Read once more what became of a commit in doubt', params: byId, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const who = mustBeOneOf(request, ['robot.operate', 'robot.approve']);
      await db.transaction().execute(trx => readDoubtOnceMore(trx, request.params.id, who));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/robots/requeue',
    { config: operating, schema: { tags, summary: 'Ask for failed runs again', body: RequeueRuns, response: { 200: RunsRequeued } } },
    request => requeueRuns(db, ring, request.body.runs, request.body.reason, personOf(request)),
  );
}

function targets(app: App, { db, browser }: RunRouteParts): void {
  app.get(
    '/v1/robots/targets',
    { config: looking, schema: { tags, summary: 'The systems robots work in', response: { 200: RobotTargetList } } },
    async request => {
      mustBeOneOf(request, lookers);
      return { ...(await readTargets(db)), browser: browser() };
    },
  );

  app.patch(
    '/v1/robots/targets/:name',
    {
      config: operating,
      schema: {
        tags,
        summary: 'Say where a target is and how hard it may be pressed',
        params: byName,
        body: NameTarget,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const given = Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== undefined));
      await db.transaction().execute(trx => nameTarget(trx, request.params.name, given, personOf(request)));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/robots/targets/:name/mend',
    {
      config: operating,
      schema: {
        tags,
        summary: 'Somebody has looked: the target may be used again',
        params: byName,
        body: RunReason,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await db.transaction().execute(trx => mendTarget(trx, request.params.name, personOf(request), request.body.reason));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/robots/switch',
    { config: looking, schema: { tags, summary: 'The kill switch', body: SwitchRobots, response: { 204: z.null() } } },
    async (request, reply) => {
      const who = mustBeOneOf(request, ['robot.operate', 'robot.approve']);
      const { kind, name, turn, reason } = request.body;
      await db.transaction().execute(trx => switchRobots(trx, { kind, name: kind === 'all' ? '*' : name }, { kind: turn, reason }, who));
      return reply.status(204).send(null);
    },
  );
}

function evidence(app: App, { db }: RunRouteParts): void {
  app.get(
    '/v1/robots/pictures/:sha',
    {
      config: looking,
      schema: {
        tags,
        summary: 'A picture of a page, with what is secret painted over',
        params: z.object({ sha: z.string().regex(/^[0-9a-f]{64}$/) }),
      },
    },
    async (request, reply) => {
      mustBeOneOf(request, lookers);
      const { sha } = request.params;
      const row = await db.selectFrom('robot_pictures').select(['type', 'bytes']).where('sha', '=', sha).executeTakeFirst();
      if (!row) throw new ProblemError({ kind: 'not-found', what: 'picture', id: sha });
      return reply.header('content-type', row.type).header('cache-control', 'private, max-age=86400, immutable').send(row.bytes);
    },
  );

  app.get(
    '/v1/robots/files/:id',
    { config: looking, schema: { tags, summary: 'A file a run made; every download is recorded', params: byId } },
    async (request, reply) => {
      const who = mustBeOneOf(request, lookers);
      const { id } = request.params;
      const row = await db.selectFrom('robot_files').select(['run', 'name', 'type', 'bytes']).where('id', '=', id).executeTakeFirst();
      if (!row?.bytes) throw new ProblemError({ kind: 'not-found', what: 'file', id });
      await db
        .transaction()
        .execute(trx => audit(trx, { who: who.id, action: 'robot-file-opened', subject: `robot-run/${row.run}`, details: { file: id } }));
      return reply
        .header('content-type', row.type)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(row.name)}`)
        .header('x-content-type-options', 'nosniff')
        .send(row.bytes);
    },
  );
}
