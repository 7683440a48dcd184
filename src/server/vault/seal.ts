import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** The key values are sealed with now, and older ones that may still open what they sealed. */
export interface KeyRing {
  readonly current: SealingKey;
  readonly all: ReadonlyMap<string, SealingKey>;
}

/** A 32-byte key and the name it is known by: the beginning of its hash, so it says nothing about the key. */
export interface SealingKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

const layout = 1;
const nonceLength = 12;
const tagLength = 16;
const idLength = 8;

/** Makes a ring of the current key and the retired ones. */
export function keyRing(current: Uint8Array, retired: readonly Uint8Array[] = []): KeyRing {
  const keys = [current, ...retired].map(toKey);
  return { current: keys[0] as SealingKey, all: new Map(keys.map(key => [key.id, key])) };
}

/** Seals a text so that it opens only under the same purpose (conversation and mark). A fresh nonce every time. */
export function seal(ring: KeyRing, purpose: string, text: string): { keyId: string; sealed: Buffer } {
  const { id, bytes } = ring.current;
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce);
  cipher.setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { keyId: id, sealed: Buffer.concat([Buffer.from([layout]), Buffer.from(id, 'hex'), nonce, cipher.getAuthTag(), body]) };
}

/** Opens what was sealed; throws when the key is gone, the purpose is another or a byte was changed. */
export function unseal(ring: KeyRing, purpose: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  const head = 1 + idLength;
  if (bytes[0] !== layout || bytes.length < head + nonceLength + tagLength) throw new Error('not a sealed value');
  const key = ring.all.get(bytes.subarray(1, head).toString('hex'));
  if (!key) throw new Error('sealed with a key that is not on the ring');
  const body = head + nonceLength + tagLength;
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(head, head + nonceLength));
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(head + nonceLength, body));
  return Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]).toString('utf8');
}

function toKey(bytes: Uint8Array): SealingKey {
  if (bytes.length !== 32) throw new Error(`a sealing key has 32 bytes, not ${bytes.length}`);
  return {
    id: createHash('sha256')
      .update('deskside key id')
      .update(bytes)
      .digest('hex')
      .slice(0, idLength * 2),
    bytes,
  };
}
