import { createHash, randomBytes } from 'node:crypto';
import { ConversationId } from '#domain/ids.ts';

/** How many shares the conversations of an installation fall into. */
export const partitionCount = 4096;

/** The share a sender's conversation falls into: by its name, so that everybody who names it asks the same owner. */
export function partitionFor(client: string, externalId: string): number {
  const digest = createHash('sha256').update(`${client}\n${externalId}`).digest();
  return digest.readUInt16BE(0) % partitionCount;
}

/** A new id: day, then the partition and chance in base 36; whoever holds an id knows where its conversation lives. */
export function newConversationId(nowAt: number, partition: number): ConversationId {
  const chance = Array.from(randomBytes(13), byte => (byte % 36).toString(36)).join('');
  return ConversationId.parse(`${dayAt(nowAt)}-${partition.toString(36).padStart(3, '0')}${chance}`);
}

/** The day in a conversation's id, as every table of the log has it: yyyymmdd. */
export function dayOf(id: ConversationId): number {
  return Number(id.slice(0, 8));
}

/** The partition in a conversation's id. */
export function partitionOf(id: ConversationId): number {
  return Number.parseInt(id.slice(9, 12), 36);
}

/** The day (UTC) a conversation that opens now belongs to. */
export function dayAt(nowAt: number): number {
  return Number(new Date(nowAt).toISOString().slice(0, 10).replaceAll('-', ''));
}
