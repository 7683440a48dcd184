import { z } from 'zod';
import { DeliveryState } from '#domain/delivery.ts';
import type { Clock } from '#ports/clock.ts';
import {
  ChangeWebhook,
  CodesPut,
  CodesTaken,
  DeliveryList,
  MakeWebhook,
  NoteLayout,
  WebhookList,
  WebhookMade,
} from '#protocol/deliveries.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { putCodes, readCodes } from '#server/deliver/codes.ts';
import { listDeliveries, sendAgain } from '#server/deliver/deliveries.ts';
import { putLayout, readLayout } from '#server/deliver/note-layout.ts';
import { listWebhooks, makeWebhook, removeWebhook, renewSecret, switchWebhook } from '#server/deliver/webhooks.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import type { KeyRing } from '#server/vault/seal.ts';

const tags = ['integration'];
const permission = 'integration.manage';
const byId = z.object({ id: z.string().regex(/^wh_[0-9a-f]{12}$/) });
const byNumber = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

/** Receivers of what leaves the building, their codes, and every note with how it stands. */
export function deliverRoutes({ db, clock, ring }: { readonly db: Db; readonly clock: Clock; readonly ring: KeyRing }): Feature {
  const doing = async <T>(who: string, action: string, subject: (done: T) => string, work: (trx: Trx) => Promise<T>): Promise<T> =>
    db.transaction().execute(async trx => {
      const done = await work(trx);
      await audit(trx, { who, action, subject: subject(done), details: {} });
      return done;
    });

  return app => {
    app.get(
      '/v1/webhooks',
      { config: { permission }, schema: { tags, summary: 'Receivers of wrap-ups and tickets', response: { 200: WebhookList } } },
      async () => ({ webhooks: await listWebhooks(db) }),
    );

    app.post(
      '/v1/webhooks',
      {
        config: { permission },
        schema: { tags, summary: 'Make a receiver; its secret is told once', body: MakeWebhook, response: { 200: WebhookMade } },
      },
      async request => {
        const { id, staffNo } = personOf(request);
        return doing<z.infer<typeof WebhookMade>>(
          id,
          'webhook-made',
          made => made.id,
          trx => makeWebhook(trx, ring, request.body, staffNo),
        );
      },
    );

    app.patch(
      '/v1/webhooks/:id',
      {
        config: { permission },
        schema: { tags, summary: 'Turn a receiver on or off', params: byId, body: ChangeWebhook, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { on } = request.body;
        const { id } = request.params;
        await doing(
          personOf(request).id,
          on ? 'webhook-turned-on' : 'webhook-turned-off',
          () => id,
          trx => switchWebhook(trx, id, on),
        );
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/v1/webhooks/:id/secret',
      { config: { permission }, schema: { tags, summary: 'A new secret, told once', params: byId, response: { 200: WebhookMade } } },
      async request => {
        const { id } = request.params;
        const secret = await doing(
          personOf(request).id,
          'webhook-secret-renewed',
          () => id,
          trx => renewSecret(trx, ring, id),
        );
        return { id, secret };
      },
    );

    app.delete(
      '/v1/webhooks/:id',
      { config: { permission }, schema: { tags, summary: 'Remove a receiver', params: byId, response: { 204: z.null() } } },
      async (request, reply) => {
        const { id } = request.params;
        await doing(
          personOf(request).id,
          'webhook-removed',
          () => id,
          trx => removeWebhook(trx, id),
        );
        return reply.status(204).send(null);
      },
    );

    app.put(
      '/v1/webhooks/:id/codes',
      {
        config: { permission },
        bodyLimit: 2 << 20,
        schema: {
          tags,
          summary: 'Replace its mapping table (CSV: kind, ours, bank)',
          params: byId,
          body: CodesPut,
          response: { 200: CodesTaken },
        },
      },
      async request => {
        const { rows, problems } = readCodes(request.body.csv);
        const { id } = request.params;
        if (problems.length === 0)
          await doing(
            personOf(request).id,
            'webhook-codes-put',
            () => id,
            trx => putCodes(trx, id, rows),
          );
        const count = (kind: string) => rows.filter(row => row.kind === kind).length;
        return { leaves: count('leaf'), fields: count('field'), problems: problems.slice(0, 200) };
      },
    );

    app.get(
      '/v1/note-layout',
      { config: { permission: 'signed-in' }, schema: { tags, summary: 'How a wrap-up is copied', response: { 200: NoteLayout } } },
      async () => ({ layout: await readLayout(db) }),
    );

    app.put(
      '/v1/note-layout',
      { config: { permission }, schema: { tags, summary: 'Set how a wrap-up is copied', body: NoteLayout, response: { 204: z.null() } } },
      async (request, reply) => {
        const { id, staffNo } = personOf(request);
        await doing(
          id,
          'note-layout-put',
          () => 'note-layout',
          trx => putLayout(trx, request.body.layout, staffNo),
        );
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/v1/deliveries',
      {
        config: { permission },
        schema: {
          tags,
          summary: 'What left the building or is about to, newest first',
          querystring: z.object({
            state: DeliveryState.optional(),
            webhook: z.string().max(20).optional(),
            subject: z.string().max(80).optional(),
            before: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(100).default(50),
          }),
          response: { 200: DeliveryList },
        },
      },
      request => {
        const { state, webhook, subject, before, limit } = request.query;
        return listDeliveries(db, {
          limit,
          ...(state === undefined ? {} : { state }),
          ...(webhook === undefined ? {} : { webhook }),
          ...(subject === undefined ? {} : { subject }),
          ...(before === undefined ? {} : { before }),
        });
      },
    );

    app.post(
      '/v1/deliveries/:id/again',
      { config: { permission }, schema: { tags, summary: 'Send a failed note again', params: byNumber, response: { 204: z.null() } } },
      async (request, reply) => {
        const { id, staffNo } = personOf(request);
        const note = request.params.id;
        await doing(
          id,
          'delivery-sent-again',
          () => `delivery/${note}`,
          trx => sendAgain(trx, note, new Date(clock.now()), staffNo),
        );
        return reply.status(204).send(null);
      },
    );
  };
}
