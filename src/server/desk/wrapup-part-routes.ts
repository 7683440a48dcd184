import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { ConfirmPart, type WrapupPart, WrapupParts } from '#protocol/wrapup-parts.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import { tellOfPart } from '#server/deliver/tell-of-part.ts';
import type { Feature } from '#server/http/app.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import { personOf } from '#server/people/guard.ts';

const tags = ['desk'];
const most = 100;

/** An agent's own parts of calls that went on to somebody else: read, and confirmed once. */
export function wrapupPartRoutes(db: Db): Feature {
  return app => {
    app.get(
      '/v1/wrapup-parts/mine',
      { config: { permission: 'conversation.read.own' }, schema: { tags, response: { 200: WrapupParts } } },
      async request => ({ parts: [...(await partsOf(db, personOf(request).staffNo))] }),
    );

    app.post(
      '/v1/wrapup-parts/confirm',
      { config: { permission: 'wrapup.confirm' }, schema: { tags, body: ConfirmPart, response: { 204: z.null() } } },
      async (request, reply) => {
        const { id, staffNo } = personOf(request);
        await confirm(db, request.body, id, staffNo);
        return reply.code(204).send(null);
      },
    );
  };
}

async function partsOf(db: Db, staffNo: string): Promise<readonly WrapupPart[]> {
  const rows = await db.selectFrom('wrapup_parts').selectAll().where('by', '=', staffNo).orderBy('at', 'desc').limit(most).execute();
  return rows.map(({ conversation, position, handed_to, category, path, slots, summary, at, confirmed_at }) => ({
    conversation: ConversationId.parse(conversation),
    position,
    handedTo: handed_to,
    category: category === null ? null : { code: category, path },
    slots,
    summary,
    at: at.toISOString(),
    ...(confirmed_at ? { confirmedAt: confirmed_at.toISOString() } : {}),
  }));
}

/** Confirmed, told to who wants to know and recorded, or none of it. */
async function confirm(db: Db, { conversation, position }: z.infer<typeof ConfirmPart>, who: string, staffNo: string): Promise<void> {
  await db.transaction().execute(async trx => {
    const part = await trx
      .selectFrom('wrapup_parts')
      .selectAll()
      .where('day', '=', dayOf(conversation))
      .where('conversation', '=', conversation)
      .where('position', '=', position)
      .where('by', '=', staffNo)
      .forUpdate()
      .executeTakeFirst();
    if (!part) throw new ProblemError({ kind: 'not-found', what: 'wrap-up part', id: `${conversation}.${position}` });
    if (part.confirmed_at) throw new ProblemError({ kind: 'conflict', why: 'it is confirmed already' });
    const at = new Date();
    await trx
      .updateTable('wrapup_parts')
      .set({ confirmed_at: at })
      .where('day', '=', part.day)
      .where('conversation', '=', conversation)
      .where('position', '=', position)
      .execute();
    await tellOfPart(trx, conversation, { ...part, at });
    await audit(trx, { who, action: 'wrapup-part.confirmed', subject: conversation, details: { position } });
  });
}
