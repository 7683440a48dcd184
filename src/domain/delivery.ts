import { z } from 'zod';

/** What a bank's own system may be told of. */
export const DeliveryTopic = z.enum(['wrapup.confirmed', 'ticket.changed']);
export type DeliveryTopic = z.infer<typeof DeliveryTopic>;

/** queued: waits for its turn or its next try · delivered: the receiver answered with success · failed: given up, a person may send it again. */
export const DeliveryState = z.enum(['queued', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** How the notes about one subject stand, over all receivers: retried means that a try came to nothing and another follows. */
export const NoteStanding = z.enum(['queued', 'retried', 'delivered', 'failed']);
export type NoteStanding = z.infer<typeof NoteStanding>;
