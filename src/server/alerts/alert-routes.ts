import { z } from 'zod';
import { Severity } from '#domain/loudness.ts';
import { ProblemError } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import { AlertDetail, AlertList, RulePrecisionList, SettleAlert, SuggestExemption } from '#protocol/alerts.ts';
import { inScope, listAlerts, readAlert, rulePrecision, type Scope } from '#server/alerts/read-alerts.ts';
import { reopenAlert, settleAlert, suggestExemption } from '#server/alerts/settle-alert.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { unitsWith, type Who } from '#server/people/who.ts';

const tags = ['quality'];
const id = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const dayMs = 86_400_000;

/** Claims about agents: what waits to be settled, one whole claim, its settlement, and how often each rule is right. */
export function alertRoutes({
  db,
  clock,
  told,
}: {
  readonly db: Db;
  readonly clock: Clock;
  /** Tells whoever watches the call that one of its claims was decided, or a decision taken back. */
  readonly told: (conversation: string, what: 'decided' | 'reopened') => void;
}): Feature {
  return app => {
    app.get(
      '/v1/alerts',
      {
        config: { permission: 'alert.settle' },
        schema: {
          tags,
          summary: 'Alerts to settle, serious first; or those settled',
          querystring: z.object({
            state: z.enum(['unsettled', 'settled']).default('unsettled'),
            severity: Severity.optional(),
            rule: z.string().max(120).optional(),
            after: z.string().max(60).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(50),
          }),
          response: { 200: AlertList },
        },
      },
      request => listAlerts(db, scopeOf(request.who), request.query),
    );

    app.get(
      '/v1/alerts/rules',
      {
        config: { permission: 'alert.settle' },
        schema: {
          tags,
          summary: 'How often each rule was right',
          querystring: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
          response: { 200: RulePrecisionList },
        },
      },
      request => rulePrecision(db, scopeOf(request.who), new Date(clock.now() - request.query.days * dayMs)),
    );

    app.get(
      '/v1/alerts/:id',
      {
        config: { permission: 'alert.settle' },
        schema: { tags, summary: 'One alert with the conversation around it', params: id, response: { 200: AlertDetail } },
      },
      async request => {
        const who = personOf(request);
        const detail = await readAlert(db, scopeOf(who), request.params.id, who.staffNo);
        // The claim comes with what somebody else's customer said: reading it is itself worth remembering.
        await db.transaction().execute(trx =>
          audit(trx, {
            who: who.id,
            action: 'conversation.read',
            subject: detail.alert.conversation,
            details: { alert: request.params.id },
          }),
        );
        return detail;
      },
    );

    app.post(
      '/v1/alerts/:id/settle',
      {
        config: { permission: 'alert.settle' },
        schema: { tags, summary: 'Confirm or dismiss', params: id, body: SettleAlert, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const who = personOf(request);
        await mustSee(db, scopeOf(who), request.params.id);
        const conversation = await db.transaction().execute(async trx => {
          const { rule, conversation } = await settleAlert(trx, request.params.id, who.staffNo, request.body, clock.now());
          const { outcome } = request.body;
          await audit(trx, {
            who: who.id,
            action: 'alert-settled',
            subject: `rule/${rule}`,
            details: { alert: request.params.id, outcome },
          });
          return conversation;
        });
        told(conversation, 'decided');
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/v1/alerts/:id/reopen',
      {
        config: { permission: 'alert.settle' },
        schema: { tags, summary: 'Take one’s own decision back, within a minute', params: id, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const who = personOf(request);
        await mustSee(db, scopeOf(who), request.params.id);
        const conversation = await db.transaction().execute(async trx => {
          const { rule, conversation } = await reopenAlert(trx, request.params.id, who.staffNo, clock.now());
          await audit(trx, { who: who.id, action: 'alert-reopened', subject: `rule/${rule}`, details: { alert: request.params.id } });
          return conversation;
        });
        told(conversation, 'reopened');
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/v1/alerts/:id/suggest',
      {
        config: { permission: 'alert.settle' },
        schema: { tags, summary: 'Suggest an exemption to the editors', params: id, body: SuggestExemption, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const who = personOf(request);
        await mustSee(db, scopeOf(who), request.params.id);
        await db.transaction().execute(async trx => {
          const { rule } = await suggestExemption(trx, request.params.id, who.staffNo, request.body);
          await audit(trx, { who: who.id, action: 'exemption-suggested', subject: `rule/${rule}`, details: { alert: request.params.id } });
        });
        return reply.status(204).send(null);
      },
    );
  };
}

/** Whoever may read any conversation settles anywhere; others in the units their right is for. */
function scopeOf(who: Who): Scope {
  if (who.kind === 'person' && who.may.has('conversation.read.any')) return 'all';
  return unitsWith(who, 'alert.settle');
}

async function mustSee(db: Db, scope: Scope, alert: number): Promise<void> {
  const row = await inScope(db, scope).where('alerts.id', '=', alert).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'alert', id: String(alert) });
}
