import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Hash } from '#domain/ids.ts';
import type { Artefact } from '#engine/artefact.ts';
import { canonical, hashOfText } from '#server/canonical.ts';

/** A compiled release as it is stored: brotli of its canonical JSON, and the hash of that JSON. */
export interface Packed {
  readonly hash: Hash;
  readonly body: Uint8Array<ArrayBuffer>;
}

const params = { [constants.BROTLI_PARAM_QUALITY]: 1 }; // most of it are weights, which nothing makes smaller

/** Seconds of work for a bank's release: done where nobody waits. */
export function pack(artefact: Artefact): Packed {
  const text = canonical(artefact);
  return { hash: hashOfText(text), body: new Uint8Array(brotliCompressSync(text, { params })) };
}

/** Reads it back. */
export function unpack(body: Uint8Array): Artefact {
  return JSON.parse(brotliDecompressSync(body).toString('utf8')) as Artefact; // our own bytes, named by their hash
}
