import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { CorrectWrapup } from '#protocol/wrapup-parts.ts';
import type { Feature } from '#server/http/app.ts';
import type { Owner } from '#server/live/owner.ts';
import { personOf } from '#server/people/guard.ts';

/** Corrects a confirmed wrap-up: by the agent of the call, as an event of its log. Once for every ref. */
export function correctionRoute({ owner }: { readonly owner: Pick<Owner, 'act'> }): Feature {
  return app => {
    app.post(
      '/v1/conversations/:id/corrections',
      {
        config: { permission: 'wrapup.confirm' },
        schema: { tags: ['desk'], params: z.object({ id: ConversationId }), body: CorrectWrapup, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { staffNo } = personOf(request);
        const { ref, ...correction } = request.body;
        await new Promise<void>((resolve, reject) =>
          owner.act(request.params.id, staffNo, `${staffNo}:${ref}`, { kind: 'amended', ...correction }, problem =>
            problem ? reject(new ProblemError(problem)) : resolve(),
          ),
        );
        return reply.code(204).send(null);
      },
    );
  };
}
