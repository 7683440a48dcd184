import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A secret as the receiver is told it: whsec_ and 32 random bytes in base64. */
export function newSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

/**
 * The headers by which a receiver knows that we sent it, and that it is the same note as before: webhook-id is the same at every try.
 * As the Standard Webhooks specification has it: HMAC-SHA256 over id.timestamp.body, timestamp in seconds.
 */
export function signed(secret: string, id: string, nowMs: number, body: string): Readonly<Record<string, string>> {
  const seconds = Math.floor(nowMs / 1000);
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}`, 'idempotency-key': id };
}
