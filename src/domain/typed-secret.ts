import { idHolds, luhn } from '#domain/check-digits.ts';

/** A whole telephone number as its digits, with a leading + where one was typed; null when it is none. */
export function phoneNumber(typed: string): string | null {
  if (!/^\+?[\d\s().-]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, '');
  const isAbroad = typed.startsWith('+') && !typed.startsWith('+86');
  const local = isAbroad ? digits : digits.replace(/^(?:0086|86)(?=1\d{10}$)/, '');
  if (!isAbroad && /^1\d{9,}$/.test(local) && !/^1[2-9]\d{9}$/.test(local)) return null; // a mobile with a figure too few
  if (local.length < 7 || local.length > 15) return null;
  return isAbroad ? `+${digits}` : local;
}

/** A card number as its digits, when its last one is right. */
export function cardNumber(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '');
  return /^\d{13,19}$/.test(digits) && luhn(digits) ? digits : null;
}

/** An identity number of 18 with the right last character. */
export function identityNumber(typed: string): string | null {
  const digits = typed.replace(/\s/g, '').toUpperCase();
  return idHolds(digits) ? digits : null;
}

/** An address of electronic mail. */
export function emailAddress(typed: string): string | null {
  return /^[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}$/i.test(typed) ? typed : null;
}
