import { z } from 'zod';
import type { Clock } from '#ports/clock.ts';
import {
  BotDiff,
  BotList,
  BotReason,
  BotVersionWhole,
  BotWhole,
  CheckBotText,
  CheckedBot,
  DecideBot,
  ImportBotRecording,
  ImportedBot,
  SaveBotDraft,
  SavedBotDraft,
  SubmitBot,
} from '#protocol/robots.ts';
import type { Db } from '#server/db/schema.ts';
import type { App, Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { diffInLines, diffInWords } from '#server/robots/bots/diff-versions.ts';
import { importText } from '#server/robots/bots/import-text.ts';
import { mustBeOneOf, robotPeople } from '#server/robots/bots/must-be-one-of.ts';
import { listBots, readVersion, readWholeBot } from '#server/robots/bots/read-bots.ts';
import {
  decideVersion,
  discardDraft,
  goLive,
  readText,
  refuse,
  retireVersion,
  saveDraft,
  submitVersion,
} from '#server/robots/bots/versions.ts';

const tags = ['robots'];
const done = { 204: z.null() };
const BotName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const number = z.coerce.number().int().min(1).max(1_000_000);
const byBot = z.object({ bot: BotName });
const byVersion = z.object({ bot: BotName, number });

interface BotParts {
  readonly db: Db;
  readonly clock: Clock;
}

/** Bots and their versions: written by an author, approved by somebody else, live or not. */
export function botRoutes(parts: BotParts): Feature {
  return app => {
    reading(app, parts);
    writing(app, parts);
    deciding(app, parts);
  };
}

function reading(app: App, { db }: BotParts): void {
  const config = { permission: 'signed-in' } as const; // which of the robots' people, the handler says

  app.get(
    '/v1/robots/bots',
    { config, schema: { tags, summary: 'Every bot and where it stands', response: { 200: BotList } } },
    request => {
      mustBeOneOf(request, robotPeople);
      return listBots(db);
    },
  );

  app.get(
    '/v1/robots/bots/:bot',
    { config, schema: { tags, summary: 'A bot’s versions, newest first', params: byBot, response: { 200: BotWhole } } },
    request => readWholeBot(db, request.params.bot, mustBeOneOf(request, robotPeople).staffNo),
  );

  app.get(
    '/v1/robots/bots/:bot/versions/:number',
    { config, schema: { tags, summary: 'A version with its text', params: byVersion, response: { 200: BotVersionWhole } } },
    request => readVersion(db, request.params.bot, request.params.number, mustBeOneOf(request, robotPeople).staffNo),
  );

  app.get(
    '/v1/robots/bots/:bot/diff',
    {
      config,
      schema: {
        tags,
        summary: 'What two versions do differently',
        params: byBot,
        querystring: z.object({ from: number, to: number }),
        response: { 200: BotDiff },
      },
    },
    async request => {
      const { staffNo } = mustBeOneOf(request, robotPeople);
      const { from, to } = request.query;
      const [before, after] = [
        await readVersion(db, request.params.bot, from, staffNo),
        await readVersion(db, request.params.bot, to, staffNo),
      ];
      return { words: diffInWords(before.bot ?? {}, after.bot ?? {}), lines: diffInLines(before.yaml, after.yaml) };
    },
  );
}

function writing(app: App, { db, clock }: BotParts): void {
  const config = { permission: 'robot.author' } as const;
  const bodyLimit = 6 << 20;

  app.post(
    '/v1/robots/bots/check',
    { config, bodyLimit, schema: { tags, summary: 'What is wrong with a bot’s text', body: CheckBotText, response: { 200: CheckedBot } } },
    async request => {
      const { bot, hash, problems } = readText(request.body.yaml);
      return { ...(bot ? { bot } : {}), ...(hash ? { hash } : {}), problems: [...problems] };
    },
  );

  app.post(
    '/v1/robots/bots/import',
    {
      config,
      bodyLimit,
      schema: { tags, summary: 'A bot’s text out of a Chrome recording', body: ImportBotRecording, response: { 200: ImportedBot } },
    },
    async request => importText(request.body.recording, request.body.target),
  );

  app.put(
    '/v1/robots/bots/:bot/draft',
    {
      config,
      bodyLimit,
      schema: { tags, summary: 'Keep one’s own draft', params: byBot, body: SaveBotDraft, response: { 200: SavedBotDraft } },
    },
    async request => {
      const saved = await db
        .transaction()
        .execute(trx => saveDraft(trx, request.params.bot, request.body, personOf(request), new Date(clock.now())));
      return { ...saved, problems: [...saved.problems] };
    },
  );

  app.delete(
    '/v1/robots/bots/:bot/versions/:number',
    { config, schema: { tags, summary: 'Throw one’s own draft away', params: byVersion, response: done } },
    async (request, reply) => {
      const { bot, number: version } = request.params;
      await db.transaction().execute(trx => discardDraft(trx, bot, version, personOf(request)));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/v1/robots/bots/:bot/versions/:number/submit',
    { config, schema: { tags, summary: 'Ask somebody else to approve it', params: byVersion, body: SubmitBot, response: done } },
    async (request, reply) => {
      const { bot, number: version } = request.params;
      await db.transaction().execute(trx => submitVersion(trx, bot, version, request.body.note, personOf(request), new Date(clock.now())));
      return reply.status(204).send(null);
    },
  );
}

function deciding(app: App, { db, clock }: BotParts): void {
  app.post(
    '/v1/robots/bots/:bot/versions/:number/decide',
    {
      config: { permission: 'signed-in' }, // its author may take it back; only an approver may decide
      schema: { tags, summary: 'Approve or refuse a submitted version', params: byVersion, body: DecideBot, response: done },
    },
    async (request, reply) => {
      const who = personOf(request);
      const needs = request.body.decision === 'withdrawn' ? 'robot.author' : 'robot.approve';
      if (!who.may.has(needs)) refuse({ kind: 'not-allowed', action: needs });
      const { bot, number: version } = request.params;
      await db.transaction().execute(trx => decideVersion(trx, bot, version, request.body, who, new Date(clock.now())));
      return reply.status(204).send(null);
    },
  );

  for (const [verb, deed, summary] of [
    ['live', goLive, 'New runs take this version'],
    ['retire', retireVersion, 'Take a version out of use for good'],
  ] as const)
    app.post(
      `/v1/robots/bots/:bot/versions/:number/${verb}`,
      { config: { permission: 'robot.approve' }, schema: { tags, summary, params: byVersion, body: BotReason, response: done } },
      async (request, reply) => {
        const { bot, number: version } = request.params;
        const who = personOf(request);
        await db.transaction().execute(trx => deed(trx, bot, version, request.body.reason, who, new Date(clock.now())));
        return reply.status(204).send(null);
      },
    );
}
