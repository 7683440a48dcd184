import { z } from 'zod';
import { DeliveryState, DeliveryTopic } from '#domain/delivery.ts';
import { ConversationId } from '#domain/ids.ts';
import { Speaker } from '#domain/speaker.ts';
import { Named } from '#protocol/content.ts';

const Filed = z.object({ code: z.string(), path: z.array(z.string()), bank: z.string().nullable() });
const Positions = z.array(z.number().int());

/**
 * What a webhook gets when an agent has confirmed a wrap-up. Secret values stand as marks (⟦phone:1 …0016 ✓⟧), never in clear. `bank` is
 * the bank's own code from the mapping table, null where none is given.
 */
export const WrapupNote = z.object({
  type: z.literal('wrapup.confirmed'),
  version: z.literal(1),
  conversation: ConversationId,
  externalId: z.string(), // the sender's own name for the conversation
  channel: z.enum(['voice', 'chat']),
  queue: z.string().optional(),
  agent: z.string(), // 工号 of who confirmed
  handedTo: z.string().optional(), // only the part of an agent who handed the call on: 工号 of who took it
  openedAt: z.string(),
  closedAt: z.string().optional(),
  confirmedAt: z.string(), // or corrected
  revision: z.number().int().positive(), // 1: as confirmed; more: corrected since
  replaces: z.string().optional(), // the webhook-id of the note this one corrects
  why: z.string().optional(), // it was corrected
  category: Filed.extend({ suggested: Filed.optional() }).nullable(), // suggested: what stood first, where the agent chose another
  further: z.array(Filed), // categories beside the main one, where the bank allows several
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      value: z.string(),
      on: z.string().optional(), // a date or time: what the words mean on the day of the call, ISO 8601 (2026-11-21T15:00)
      sure: z.boolean(),
      suggested: z.string().optional(), // what was heard, where the agent put something else
      evidence: z.array(z.number().int()), // positions in `turns`
      source: z.literal('profile').optional(), // it came with the call, no turn said it
      bank: z.string().nullable(),
    }),
  ),
  emptied: z.array(z.object({ key: z.string(), label: z.string(), suggested: z.string(), bank: z.string().nullable() })), // heard, and taken out by the agent
  summary: z.object({ reason: z.string(), process: z.string(), result: z.string() }),
  rests: z.object({ reason: Positions, process: Positions, result: Positions }), // what each sentence rests on
  turns: z.array(z.object({ position: z.number().int(), speaker: Speaker, atMs: z.number().int(), text: z.string() })), // every turn named above
});
export type WrapupNote = z.infer<typeof WrapupNote>;

/** A receiver in the bank, as it may be shown: never its secret. */
export const Webhook = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  topics: z.array(DeliveryTopic),
  on: z.boolean(),
  codes: z.object({ leaves: z.number().int(), fields: z.number().int() }), // rows of its mapping table
  waiting: z.number().int(),
  failed: z.number().int(),
  lastDeliveredAt: z.string().optional(),
});
export type Webhook = z.infer<typeof Webhook>;
export const WebhookList = z.object({ webhooks: z.array(Webhook) });

/** POST /v1/webhooks */
export const MakeWebhook = z.strictObject({
  name: z.string().trim().min(1).max(60),
  url: z.url().max(500),
  topics: z.array(DeliveryTopic).min(1),
});
export type MakeWebhook = z.infer<typeof MakeWebhook>;

/** The secret, told once: whsec_ and 32 bytes in base64. */
export const WebhookMade = z.object({ id: z.string(), secret: z.string() });

/** PATCH /v1/webhooks/:id */
export const ChangeWebhook = z.strictObject({ on: z.boolean() });

/** PUT /v1/webhooks/:id/codes: CSV of kind (leaf or field), ours, bank. All rows or none. */
export const CodesPut = z.strictObject({ csv: z.string().max(1_000_000) });
export const CodesTaken = z.object({
  leaves: z.number().int(),
  fields: z.number().int(),
  problems: z.array(z.object({ line: z.number().int(), why: z.string() })), // when there are any, nothing was changed
});
export type CodesTaken = z.infer<typeof CodesTaken>;

/** One thing that leaves the building, once for each receiver. */
export const Delivery = z.object({
  id: z.number().int(),
  webhook: z.object({ id: z.string(), name: z.string() }),
  topic: DeliveryTopic,
  subject: z.string(), // the conversation, or the ticket
  state: DeliveryState,
  tries: z.number().int(),
  at: z.string(),
  nextAt: z.string().optional(), // queued: when it is tried again
  deliveredAt: z.string().optional(),
  trouble: z.string().optional(), // what went wrong last: a status, or why nobody answered
  by: Named.optional(), // who sent it again
});
export type Delivery = z.infer<typeof Delivery>;

/** GET /v1/deliveries?state=&webhook=&subject=&before=&limit=: newest first. */
export const DeliveryList = z.object({ deliveries: z.array(Delivery), next: z.string().optional() });
export type DeliveryList = z.infer<typeof DeliveryList>;

/** GET and PUT /v1/note-layout: how a wrap-up is copied; null: as Deskside comes. */
export const NoteLayout = z.object({ layout: z.string().max(4000).nullable() });
export type NoteLayout = z.infer<typeof NoteLayout>;
