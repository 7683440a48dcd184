import { createHmac } from 'node:crypto';
import type { KeyRing } from '#server/vault/seal.ts';

/**
 * A name for a text that says nothing about it: card numbers are few enough to be guessed from a plain hash. The first is by the key of
 * now; older keys' names follow, under which the same text may have been stored.
 */
export function keyed(ring: KeyRing, text: string): readonly [Buffer, ...Buffer[]] {
  const named = (key: Uint8Array) => createHmac('sha256', key).update('deskside robot deed\n').update(text).digest();
  const older = [...ring.all.values()].filter(({ id }) => id !== ring.current.id).map(({ bytes }) => named(bytes));
  return [named(ring.current.bytes), ...older];
}
