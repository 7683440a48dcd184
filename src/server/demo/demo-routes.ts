import { z } from 'zod';
import { DemoCall, DemoControl, DemoPace } from '#protocol/rest.ts';
import type { Stage } from '#server/demo/stage.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';

const Start = z.strictObject({
  call: z.string().max(40).optional(),
  speed: z.union([z.literal(1), z.literal(2), z.literal(4)]).optional(),
  paused: z.boolean().optional(),
});
const External = z.object({ externalId: z.string().max(128) });

/** Routes that start and steer the call played for whoever asks. */
export function demoRoutes(stage: Stage): Feature {
  return app => {
    app.post(
      '/v1/demo/call',
      { config: { permission: 'try.use' }, schema: { tags: ['demo'], body: Start, response: { 200: DemoCall } } },
      async request => {
        const { staffNo, lang } = personOf(request);
        const { call, speed, paused } = request.body;
        const { player, id } = await stage.start(staffNo, lang, call ?? null, {
          ...(speed ? { speed } : {}),
          ...(paused === undefined ? {} : { paused }),
        });
        const { title, turns } = player.call;
        return DemoCall.parse({ conversation: id, externalId: player.external, title: title ?? player.call.id, turns: turns.length });
      },
    );
    app.get(
      '/v1/demo/call',
      { config: { permission: 'try.use' }, schema: { tags: ['demo'], response: { 200: DemoPace.nullable() } } },
      async request => {
        const player = stage.playedFor(personOf(request).staffNo);
        return player ? { externalId: player.external, ...player.running } : null;
      },
    );
    app.patch(
      '/v1/demo/call/:externalId',
      { config: { permission: 'try.use' }, schema: { tags: ['demo'], params: External, body: DemoControl } },
      async (request, reply) => {
        stage.of(personOf(request).staffNo, request.params.externalId).pace(request.body);
        return reply.code(204).send();
      },
    );
    app.delete(
      '/v1/demo/call/:externalId',
      { config: { permission: 'try.use' }, schema: { tags: ['demo'], params: External } },
      async (request, reply) => {
        await stage.of(personOf(request).staffNo, request.params.externalId).stop();
        return reply.code(204).send();
      },
    );
  };
}
