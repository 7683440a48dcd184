import { z } from 'zod';
import type { FiledLeaf } from '#domain/advice.ts';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { ConfirmPart, EditPart, WrapupParts } from '#protocol/wrapup-parts.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { tellOfPart } from '#server/deliver/tell-of-part.ts';
import type { MayRead } from '#server/desk/may-read.ts';
import { readAgent } from '#server/desk/read.ts';
import { editedPart, type FiledAs, heardUntil, openPart, ownParts, partsOfCall, withEdits } from '#server/desk/wrapup-parts.ts';
import type { Feature } from '#server/http/app.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Engines } from '#server/live/engines.ts';
import { personOf } from '#server/people/guard.ts';

const tags = ['desk'];

/** An agent's own parts of calls that went on to somebody else: read, mended, and confirmed once. */
export function wrapupPartRoutes({
  db,
  engines,
  mayRead,
}: {
  readonly db: Db;
  readonly engines: Engines;
  readonly mayRead: MayRead;
}): Feature {
  return app => {
    app.get(
      '/v1/wrapup-parts/mine',
      { config: { permission: 'conversation.read.own' }, schema: { tags, response: { 200: WrapupParts } } },
      async request => ({ parts: [...(await ownParts(db, personOf(request).staffNo))] }),
    );

    app.get(
      '/v1/conversations/:id/wrapup-parts',
      // Whoever may read the call sees them all, who was on it before their own.
      { config: { permission: 'signed-in' }, schema: { tags, params: z.object({ id: ConversationId }), response: { 200: WrapupParts } } },
      async request => {
        const who = personOf(request);
        const { id } = request.params;
        const found = await readAgent(db, id);
        const isHidden = found?.arm === 'silent' && !who.may.has('conversation.read.any');
        if (!found || isHidden) throw notFound(id);
        const parts = await partsOfCall(db, id);
        if (await mayRead(who, found.agent)) return { parts: [...parts] };
        if ((await heardUntil(db, id, who.staffNo)) === null) throw notFound(id);
        return { parts: parts.filter(({ by }) => by === who.staffNo) };
      },
    );

    app.post(
      '/v1/wrapup-parts/edit',
      { config: { permission: 'wrapup.confirm' }, schema: { tags, body: EditPart, response: { 204: z.null() } } },
      async (request, reply) => {
        const { staffNo } = personOf(request);
        const filed = await filedUnder(db, engines, request.body);
        await db.transaction().execute(async trx => {
          const part = await openPart(trx, request.body, staffNo);
          await change(trx, request.body, { edits: JSON.stringify(withEdits(part, request.body, filed)) });
        });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/v1/wrapup-parts/confirm',
      { config: { permission: 'wrapup.confirm' }, schema: { tags, body: ConfirmPart, response: { 204: z.null() } } },
      async (request, reply) => {
        const { id, staffNo } = personOf(request);
        await confirm(db, engines, request.body, id, staffNo);
        return reply.code(204).send(null);
      },
    );
  };
}

/** The leaves somebody chose, by the release of that call; a code it has not is refused. */
async function filedUnder(db: Db, engines: Engines, { conversation, category, further }: EditPart): Promise<FiledAs> {
  if (category === undefined && further === undefined) return {};
  const leaves = await leavesOf(db, engines, conversation);
  const leafOf = (code: string, field: string): FiledLeaf => {
    const leaf = leaves?.get(code);
    if (!leaf) throw new ProblemError({ kind: 'invalid', field, why: 'is no category of this call’s release' });
    return { code, path: [...leaf.path] };
  };
  return {
    ...(category === undefined ? {} : { category: leafOf(category, 'category') }),
    ...(further === undefined ? {} : { further: further.map(code => leafOf(code, 'further')) }),
  };
}

/** The categories of the release a call began with. */
async function leavesOf(db: Db, engines: Engines, conversation: ConversationId) {
  const row = await db
    .selectFrom('conversations')
    .select(['artefact', 'meta'])
    .where('day', '=', dayOf(conversation))
    .where('id', '=', conversation)
    .executeTakeFirst();
  return row && (await engines.get(row.artefact)).content(row.meta.lang).leaves;
}

/** Confirmed, told to who wants to know and recorded, or none of it. Without a category only where the release has none. */
async function confirm(db: Db, engines: Engines, which: z.infer<typeof ConfirmPart>, who: string, staffNo: string): Promise<void> {
  const leaves = await leavesOf(db, engines, which.conversation);
  await db.transaction().execute(async trx => {
    const part = await openPart(trx, which, staffNo);
    const edited = editedPart(part);
    if (edited.category === null && leaves && leaves.size > 0) throw new ProblemError({ kind: 'incomplete', category: true, slots: [] });
    const at = new Date();
    await change(trx, which, { confirmed_at: at });
    await tellOfPart(trx, which.conversation, { ...edited, at });
    await audit(trx, { who, action: 'wrapup-part.confirmed', subject: which.conversation, details: { position: which.position } });
  });
}

async function change(
  trx: Trx,
  { conversation, position }: z.infer<typeof ConfirmPart>,
  to: { readonly edits: string } | { readonly confirmed_at: Date },
): Promise<void> {
  await trx
    .updateTable('wrapup_parts')
    .set(to)
    .where('day', '=', dayOf(conversation))
    .where('conversation', '=', conversation)
    .where('position', '=', position)
    .execute();
}

function notFound(id: string): ProblemError {
  return new ProblemError({ kind: 'not-found', what: 'conversation', id });
}
