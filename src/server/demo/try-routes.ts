import { z } from 'zod';
import { TryCall, TryPlay, TrySay, TryStart, TryStarted } from '#protocol/rest.ts';
import type { Call } from '#server/demo/call.ts';
import type { TryRoom } from '#server/demo/try-room.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';

const External = z.object({ externalId: z.string().max(128) });
const Language = z.object({ lang: z.enum(['zh', 'en']).default('zh') });

/** Routes of /try: pick a call, say sentences by hand, let the rest play. */
export function tryRoutes(room: TryRoom, calls: readonly Call[]): Feature {
  return app => {
    const may = { config: { permission: 'try.use' } } as const;

    app.get('/v1/try/calls', { ...may, schema: { tags: ['demo'], querystring: Language, response: { 200: z.array(TryCall) } } }, request =>
      calls.filter(call => call.lang === request.query.lang).map(listed),
    );
    app.post('/v1/try', { ...may, schema: { tags: ['demo'], body: TryStart, response: { 200: TryStarted } } }, async request => {
      const { lang, call } = request.body;
      return TryStarted.parse(
        await room.open(
          personOf(request).staffNo,
          lang,
          calls.find(one => one.id === call),
        ),
      );
    });
    app.post(
      '/v1/try/:externalId/say',
      { ...may, schema: { tags: ['demo'], params: External, body: TrySay, response: { 200: z.object({ ok: z.literal(true) }) } } },
      async request => {
        await room.say(personOf(request).staffNo, request.params.externalId, request.body.speaker, request.body.text);
        return { ok: true as const };
      },
    );
    app.post(
      '/v1/try/:externalId/play',
      { ...may, schema: { tags: ['demo'], params: External, body: TryPlay } },
      async (request, reply) => {
        const { on, speed } = request.body;
        room.play(personOf(request).staffNo, request.params.externalId, on ? speed : null);
        return reply.code(204).send();
      },
    );
    app.delete('/v1/try/:externalId', { ...may, schema: { tags: ['demo'], params: External } }, async (request, reply) => {
      await room.close(personOf(request).staffNo, request.params.externalId);
      return reply.code(204).send();
    });
  };
}

function listed(call: Call): TryCall {
  return TryCall.parse({
    id: call.id,
    title: call.title ?? firstWords(call),
    subtitle: call.subtitle ?? '',
    lang: call.lang,
    lines: call.turns.map(({ role, text }) => ({ speaker: role === 'customer' ? 'customer' : 'agent', text })),
  });
}

/** What the customer says first names a call that has no title. */
function firstWords(call: Call): string {
  return (call.turns.find(turn => turn.role === 'customer')?.text ?? call.id).slice(0, 24);
}
