import { idHolds, luhn } from '#domain/check-digits.ts';
import type { MarkClass } from '#domain/mark.ts';

/** Looks like an identity number, whether its check character holds or not: a birthday stands in the middle. */
export function idLike(digits: string): boolean {
  return /^[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(digits);
}

/** How far digits are a telephone number: certain by themselves, only likely (needs a word or a question), or not. */
export function phoneShape(digits: string, lang: 'zh' | 'en'): 'certain' | 'likely' | null {
  const local = digits.replace(/^(?:0086|86)(?=1[3-9]\d{9}$)/, '');
  if (/^1[3-9]\d{9}$/.test(local)) return 'certain';
  if (/^(?:010|02\d)\d{8}$|^0[3-9]\d{2}[2-9]\d{6,7}$/.test(digits)) return 'certain';
  if (lang === 'en') {
    if (/^0(?:7\d{9}|[12]\d{8,9}|3\d{9})$|^(?:44|0044)[1237]\d{8,9}$/.test(digits)) return 'certain';
    if (/^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits)) return 'certain';
    return /^\d{7,15}$/.test(digits) ? 'likely' : null;
  }
  return /^[2-9]\d{6,7}$/.test(digits) ? 'likely' : null;
}

/** A class that digits show by themselves, without a word or a question near. */
export function certainShape(digits: string, lang: 'zh' | 'en', whole: boolean): { class: MarkClass; valid: boolean } | null {
  const length = digits.length;
  if (length < 10 || length > 19) return null;
  if (length === 18 && idHolds(digits)) return { class: 'id', valid: true };
  if (length >= 15 && /^[1-9]/.test(digits) && luhn(digits)) return { class: 'card', valid: true };
  if (length >= 13 && length <= 14 && whole && /^[3-6]/.test(digits) && luhn(digits)) return { class: 'card', valid: true };
  if (phoneShape(digits, lang) === 'certain') return { class: 'phone', valid: true };
  if (length === 18 && idLike(digits)) return { class: 'id', valid: false };
  if (length >= 16 && whole && /^(?:62|4|5[1-5]|9)/.test(digits)) return { class: 'card', valid: false };
  return null;
}

/** How many digits a class usually has: a number asked for is told from another by its length. */
export function fits(kind: MarkClass, length: number, lang: 'zh' | 'en'): 'exact' | 'part' | 'no' {
  const exact: Readonly<Record<MarkClass, readonly number[]>> = {
    phone: lang === 'zh' ? [7, 8, 11, 12, 13] : [7, 10, 11, 12, 13],
    card: [13, 14, 15, 16, 17, 18, 19],
    id: lang === 'zh' ? [15, 18] : [9, 18],
    email: [],
    password: [6, 7, 8],
    pin: lang === 'zh' ? [6] : [4, 6],
    otp: [4, 6, 8],
    cvv: [3],
  };
  const lengths = exact[kind];
  if (lengths.includes(length)) return 'exact';
  return length < Math.max(0, ...lengths) ? 'part' : 'no';
}

const hotlines =
  /^(?:110|114|119|120|122|12110|12[0-9]{3}|10000|10010|10086|100\d\d|101\d\d|9[56]\d{3,4}|400[016-9]\d{6}|800\d{7}|911|999|101|112|0800\d{6,7}|18(?:00|88|77|66|55|44|33)\d{7})$/;

/** Numbers anybody may know: emergency, regulator and bank lines, free-phone numbers. */
export function isHotline(digits: string): boolean {
  return hotlines.test(digits);
}
