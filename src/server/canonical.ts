import { createHash } from 'node:crypto';
import { Hash } from '#domain/ids.ts';

/** JSON with object keys in code-unit order and no undefined: the same value gives the same bytes everywhere. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item === undefined ? null : item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';

  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

/** SHA-256 of a value's canonical JSON. */
export function hashOf(value: unknown): Hash {
  return hashOfText(canonical(value));
}

/** SHA-256 of a text's UTF-8 bytes. */
export function hashOfText(text: string): Hash {
  return Hash.parse(createHash('sha256').update(text).digest('hex'));
}
