import { z } from 'zod';

/** Classes of values the door takes out of the text. C3 (pin, otp, cvv, password) is kept nowhere; the rest may be sealed in the vault. */
export const MarkClass = z.enum(['phone', 'card', 'id', 'email', 'password', 'pin', 'otp', 'cvv']);
export type MarkClass = z.infer<typeof MarkClass>;

/** The classes whose values exist nowhere once heard. */
export const neverKept: readonly MarkClass[] = ['password', 'pin', 'otp', 'cvv'];

/**
 * A secret as it stands in the stored text: `⟦phone:1 …0016 ✓⟧`. Two marks of one value have one number.
 * tail: last four characters, only for phone, card and id. valid: checksum or shape held (✓), failed (✗), cannot tell (absent).
 */
export const Mark = z.object({
  class: MarkClass,
  number: z.number().int().positive(),
  tail: z.string().max(4).optional(),
  valid: z.boolean().optional(),
});
export type Mark = z.infer<typeof Mark>;

/** Finds marks in stored text; group 1 class, 2 number, 3 tail, 4 validity sign. */
export const markPattern = /⟦(phone|card|id|email|password|pin|otp|cvv):(\d+)(?: …([0-9A-Za-z]{1,4}))?(?: ([✓✗]))?⟧/gu;

/** Writes a mark the one way it is written. */
export function writeMark(mark: Mark): string {
  const tail = mark.tail ? ` …${mark.tail}` : '';
  const valid = mark.valid === undefined ? '' : mark.valid ? ' ✓' : ' ✗';
  return `⟦${mark.class}:${mark.number}${tail}${valid}⟧`;
}
