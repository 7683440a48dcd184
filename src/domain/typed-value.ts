import type { SlotForm } from '#domain/slot-form.ts';
import { fitsShape } from '#domain/typed-code.ts';
import { isAmount, isCount, isPercent, isTerm } from '#domain/typed-number.ts';
import { cardNumber, emailAddress, identityNumber, phoneNumber } from '#domain/typed-secret.ts';
import { isWhen } from '#domain/typed-when.ts';

/** The longest value a slot takes. */
export const longestValue = 500;

/**
 * What somebody typed for a slot, as the slot holds it; null when it is no value of its type, '' when the field was emptied. The desk asks
 * before it sends, the server before it writes: both by this one reading.
 */
export function readTyped(form: SlotForm, typed: string): string | null {
  const text = typed.trim();
  if (text === '') return '';
  if (text.length > longestValue) return null;
  const narrow = text.normalize('NFKC').trim(); // 0016 is 0016
  switch (form.type) {
    case 'text':
    case 'profile':
      return /[\p{L}\p{N}⟧]/u.test(text) ? text : null;
    case 'place':
      return /[\p{L}⟧]/u.test(text) ? text : null;
    case 'person':
      return /^\p{L}[\p{L}\p{M}\s.·'’-]{0,59}$/u.test(text) ? text : null;
    case 'choice':
      return form.choices?.includes(text) ? text : null;
    case 'choices':
      return /[\p{L}\p{N}]/u.test(text) ? severalOf(form.choices ?? [], text) : null;
    case 'amount':
      return isAmount(narrow) ? narrow : null;
    case 'number':
      return isCount(narrow) ? narrow : null;
    case 'percent':
      return isPercent(narrow) ? (/[\d.]$/.test(narrow) ? `${narrow}%` : narrow) : null;
    case 'term':
      return isTerm(narrow) ? narrow : null;
    case 'date':
    case 'time':
      return isWhen(narrow) ? text : null;
    case 'tail':
      return /^\d{3}[\dXx]$/.test(narrow) ? narrow.toUpperCase() : null;
    case 'code':
      return fitsShape(form.shapes ?? [], narrow) ? narrow.toUpperCase() : null;
    case 'phone':
      return phoneNumber(narrow) ?? (form.orAddress && /\p{L}{2}/u.test(text) ? text : null);
    case 'card':
      return cardNumber(narrow);
    case 'id':
      return identityNumber(narrow);
    case 'email':
      return emailAddress(narrow);
  }
}

/** Several choices, each once, written as they are heard (退还、道歉); what is none of them are the agent's own words. */
function severalOf(choices: readonly string[], text: string): string {
  const parts = text.split(/[、,，;；]/u).map(part => part.trim());
  return parts.every(part => choices.includes(part)) ? [...new Set(parts)].join('、') : text;
}
