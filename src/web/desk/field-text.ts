import { readTyped } from '#domain/typed-value.ts';
import type { Slot } from '#web/desk/seen.ts';
import { partMarks, withTails } from '#web/kit/marks.ts';

/** What leaving a text in a slot's field comes to. */
export type Outcome = { readonly kind: 'same' } | { readonly kind: 'bad' } | { readonly kind: 'edit'; readonly value: string };

/** A slot's value as its field holds it: of what is sealed the tail. */
export function textOf({ value }: Slot): string {
  return withTails(value ?? '');
}

/** Reads what was typed in a slot's field, as the server will. */
export function outcomeOf(slot: Slot, text: string): Outcome {
  if (text.trim() === textOf(slot).trim()) return { kind: 'same' };
  const typed = withMarks(text, slot.value ?? '');
  const value = slot.form ? readTyped(slot.form, typed) : typed.trim();
  if (value === null) return { kind: 'bad' };
  return value === (slot.value ?? '') ? { kind: 'same' } : { kind: 'edit', value };
}

/** The sealed values of what stood there, back in place of the tails that were left standing. */
function withMarks(text: string, value: string): string {
  const sealed = partMarks(value).filter(part => part.kind === 'mark');
  return sealed.reduce((now, part) => now.replace(withTails(part.mark), part.mark), text);
}
