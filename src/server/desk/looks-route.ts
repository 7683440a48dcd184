import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { bandOf, looksOf } from '#engine/attention/tenure.ts';
import { DeskLooks } from '#protocol/rest.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Engines } from '#server/live/engines.ts';
import { personOf } from '#server/people/guard.ts';

/** How much of a script the desk of whoever asks paints: by tenure when the call was opened and by its queue, in the release the call has. */
export function looksRoute({ db, engines }: { readonly db: Db; readonly engines: Pick<Engines, 'get'> }): Feature {
  return app => {
    app.get(
      '/v1/desk/looks',
      {
        config: { permission: 'desk.use' },
        schema: {
          tags: ['desk'],
          summary: 'How much of a script this desk paints',
          querystring: z.object({ conversation: ConversationId }),
          response: { 200: DeskLooks },
        },
      },
      async request => {
        const { conversation } = request.query;
        const who = personOf(request);
        const row = await db
          .selectFrom('conversations')
          .select(['artefact', 'meta', 'agent'])
          .where('day', '=', dayOf(conversation))
          .where('id', '=', conversation)
          .executeTakeFirst();
        if (!row) throw new ProblemError({ kind: 'not-found', what: 'conversation', id: conversation });
        if (row.agent !== who.staffNo) return { script: 'full' as const }; // somebody looks on
        const { settings } = (await engines.get(row.artefact)).content(row.meta.lang);
        return { script: looksOf(settings, bandOf(who.hiredOn, row.meta.openedAt, settings), row.meta.queue).script };
      },
    );
  };
}
