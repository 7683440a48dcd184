import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import type { Permission } from '#domain/permission.ts';
import { ProblemError } from '#domain/problem.ts';
import { SendWhisper, TakeAnswer, TakeCall, WhisperOffers, WhisperSent } from '#protocol/supervisor.ts';
import { audit } from '#server/audit/audit.ts';
import type { App, Feature } from '#server/http/app.ts';
import { type WhisperCall, whisperCalls } from '#server/live/surroundings.ts';
import { counter } from '#server/metrics.ts';
import { personOf } from '#server/people/guard.ts';
import type { PersonWho } from '#server/people/who.ts';
import type { CallPicture } from '#server/supervisor/call-picture.ts';
import { needCalls } from '#server/supervisor/floor.ts';
import { settleNeed, takeNeed } from '#server/supervisor/keep-needs.ts';
import { mayLead, teamOf } from '#server/supervisor/may-lead.ts';
import { offersFor } from '#server/supervisor/offers.ts';
import { keepWhisper, throughTheDoor } from '#server/supervisor/send-whisper.ts';
import type { ContentOf } from '#server/supervisor/sensitive.ts';
import type { TeamParts } from '#server/supervisor/team-session.ts';
import { teamSocket } from '#server/supervisor/team-socket.ts';

const tags = ['supervisor'];
const params = z.object({ id: ConversationId });
const permission: Permission = 'team.supervise';

/** The leader's page: its socket, and what a leader does about a call. Every deed is in the audit chain. */
export function supervisorRoutes(parts: TeamParts & { readonly contentOf: ContentOf }): Feature {
  const { db, bus, clock, floor, contentOf } = parts;
  const deeds = counter('deskside_leader_deeds_total', 'What leaders did about calls', ['deed']);

  /** The call, if whoever asks may lead it; the floor is known while one asks, with no page open too. */
  const led = async <T>(who: PersonWho, id: ConversationId, act: (call: CallPicture) => Promise<T>): Promise<T> => {
    const end = await floor.watch();
    try {
      const call = floor.call(id);
      if (!call || !mayLead(floor, who, call, clock.now())) throw new ProblemError({ kind: 'not-found', what: 'conversation', id });
      return await act(call);
    } finally {
      end();
    }
  };
  const needed = (call: CallPicture, position: number) => {
    if (call.need?.position !== position) throw new ProblemError({ kind: 'conflict', why: 'the call needs nobody any more' });
  };

  const routes = (app: App) => {
    app.post(
      '/v1/supervisor/calls/:id/take',
      {
        config: { permission },
        schema: {
          tags,
          summary: 'Take a call that needs somebody; tells who was faster',
          params,
          body: TakeCall,
          response: { 200: TakeAnswer },
        },
      },
      async request => {
        const who = personOf(request);
        return led(who, request.params.id, async call => {
          needed(call, request.body.position);
          const now = clock.now();
          const { by, at } = await db.transaction().execute(async trx => {
            const taken = await takeNeed(trx, call, teamOf(floor, call), who.staffNo, now);
            const isNew = taken.by === who.staffNo && taken.at === now;
            if (isNew) await audit(trx, { who: who.id, action: 'call.take', subject: call.conversation, details: { agent: call.agent } });
            return taken;
          });
          deeds.inc({ deed: by === who.staffNo ? 'taken' : 'too-late' });
          bus.publish(needCalls, { conversation: call.conversation });
          const person = await db.selectFrom('person').select('name').where('staff_no', '=', by).executeTakeFirst();
          return { taken: { by, at, name: person?.name ?? by }, isYours: by === who.staffNo };
        });
      },
    );

    app.post(
      '/v1/supervisor/calls/:id/settle',
      {
        config: { permission },
        schema: { tags, summary: 'Settle what a call needs somebody for', params, body: TakeCall, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const who = personOf(request);
        await led(who, request.params.id, async call => {
          needed(call, request.body.position);
          await db.transaction().execute(async trx => {
            await settleNeed(trx, call, teamOf(floor, call), who.staffNo, clock.now());
            const rules = Object.values(call.alarms).map(({ rule }) => rule);
            await audit(trx, { who: who.id, action: 'call.settle', subject: call.conversation, details: { agent: call.agent, rules } });
          });
          deeds.inc({ deed: 'settled' });
          bus.publish(needCalls, { conversation: call.conversation });
        });
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/v1/supervisor/calls/:id/whispers',
      {
        config: { permission },
        schema: { tags, summary: 'Sentences worth whispering, the best first', params, response: { 200: WhisperOffers } },
      },
      request => led(personOf(request), request.params.id, async call => ({ offers: [...offersFor(call, await contentOf(call.lang))] })),
    );

    app.post(
      '/v1/supervisor/calls/:id/whispers',
      {
        config: { permission },
        schema: { tags, summary: 'Whisper to the agent; no customer sees it', params, body: SendWhisper, response: { 200: WhisperSent } },
      },
      async request => {
        const who = personOf(request);
        return led(who, request.params.id, async call => {
          if (!call.isOpen || call.agent === null) throw new ProblemError({ kind: 'closed', conversation: call.conversation });
          const { id, origin, text } = request.body;
          await db.transaction().execute(async trx => {
            const isNew = await keepWhisper(trx, call, who.staffNo, request.body, clock.now());
            const details = { agent: call.agent, id, origin: origin.kind };
            if (isNew) await audit(trx, { who: who.id, action: 'call.whisper', subject: call.conversation, details });
          });
          deeds.inc({ deed: 'whispered' });
          bus.publish(whisperCalls, { agent: call.agent, did: 'sent' } satisfies WhisperCall);
          return { id, agent: call.agent, text: throughTheDoor(text, call.lang) };
        });
      },
    );
  };
  return app => {
    teamSocket(app, parts);
    routes(app);
  };
}
