import { createHash } from 'node:crypto';
import type { AdviceChange } from '#domain/advice.ts';
import { canonical } from '#server/canonical.ts';

/** What a conversation's hash is before any advice. */
export const firstHash = '0'.repeat(64);

/** The hash after one more row: a chain over position and advice, so equal hashes mean the same advice, byte for byte. */
export function nextHash(hash: string, position: number, advice: readonly AdviceChange[]): string {
  if (advice.length === 0) return hash;
  return createHash('sha256')
    .update(`${hash}\n${position}\n${canonical(advice)}`)
    .digest('hex');
}
