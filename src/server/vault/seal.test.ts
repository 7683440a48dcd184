import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyRing, seal, unseal } from '#server/vault/seal.ts';

const old = randomBytes(32);
const ring = keyRing(randomBytes(32), [old]);

test('a sealed value opens under its own purpose and is never sealed twice alike', () => {
  const once = seal(ring, 'value c phone 1', '19900000016');
  const twice = seal(ring, 'value c phone 1', '19900000016');
  expect(unseal(ring, 'value c phone 1', once.sealed)).toBe('19900000016');
  expect(once.sealed.equals(twice.sealed)).toBe(false);
  expect(once.sealed.includes('19900000016')).toBe(false);
});

test('a value sealed with a retired key still opens; without that key it does not', () => {
  const { sealed, keyId } = seal(keyRing(old), 'p', 'kept');
  expect(unseal(ring, 'p', sealed)).toBe('kept');
  expect(keyId).not.toBe(ring.current.id);
  expect(() => unseal(keyRing(randomBytes(32)), 'p', sealed)).toThrow('a key that is not on the ring');
});

test.each([
  { when: 'the purpose is another', purpose: 'value c phone 2', at: -1 },
  { when: 'the text was changed', purpose: 'value c phone 1', at: 40 },
  { when: 'the nonce was changed', purpose: 'value c phone 1', at: 10 },
  { when: 'the tag was changed', purpose: 'value c phone 1', at: 22 },
])('nothing opens when $when', ({ purpose, at }) => {
  const { sealed } = seal(ring, 'value c phone 1', '19900000016');
  if (at >= 0) sealed.writeUInt8(sealed.readUInt8(at) ^ 1, at);
  expect(() => unseal(ring, purpose, sealed)).toThrow();
});

test.each([{ length: 0 }, { length: 16 }, { length: 33 }])('a key of $length bytes is refused', ({ length }) => {
  expect(() => keyRing(new Uint8Array(length))).toThrow('32 bytes');
});
