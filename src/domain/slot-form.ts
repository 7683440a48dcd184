import { z } from 'zod';
import { MarkClass } from '#domain/mark.ts';
import { CodeShape, Slot } from '#domain/slot.ts';

/** What somebody who types a slot's value has to keep to; it travels with the slot's advice. */
export const SlotForm = z.object({
  type: Slot.shape.type,
  choices: z.array(z.string()).optional(), // a choice, or several: the values there are
  shapes: z.array(CodeShape).optional(), // a code: what it may look like; absent: any letters and digits
  orAddress: z.boolean().optional(), // a phone: old and new of a change of data may be an address as well
});
export type SlotForm = z.infer<typeof SlotForm>;

/** The types of slots whose values the door seals. */
export const SealedType = MarkClass.extract(['phone', 'card', 'id', 'email']);
export type SealedType = z.infer<typeof SealedType>;

export function isSealedType(type: string | undefined): boolean {
  return SealedType.safeParse(type).success;
}

/** What may be typed for a slot. */
export function formOf({ type, choices, shapes, identity }: Slot): SlotForm {
  return {
    type,
    ...(type === 'choice' || type === 'choices' ? { choices: choices.map(({ value }) => value) } : {}),
    ...(type === 'code' && shapes.length > 0 ? { shapes } : {}),
    ...(type === 'phone' && !identity ? { orAddress: true } : {}),
  };
}
