/**
 * What the characters of a text may have to do with the door, as bits: one look at each character instead of a search for every
 * question. A bit that is not set surely answers no.
 */
export function traitsOf(text: string): number {
  let found = 0;
  for (let at = 0; at < text.length; at++) found |= traits[text.charCodeAt(at)] as number;
  return found;
}

/** The bits of one character. */
export function traitsAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? (traits[text.charCodeAt(at)] as number) : 0;
}

/** Marks every character of a list. */
export function mark(chars: Iterable<string>, trait: number): void {
  for (const char of chars) traits[char.charCodeAt(0)] = (traits[char.charCodeAt(0)] as number) | trait;
}

// The lowest twenty bits belong to the lines of the cue table (cue.ts).
export const bracket = 1 << 20; // of a mark
export const foldable = 1 << 21; // may be written another way (fold.ts)
export const telling = 1 << 22; // a digit, an at sign or of a word that names a number: without any there is nothing to read
export const latin = 1 << 23; // a small letter
export const typed = 1 << 24; // a written digit
export const numbering = 1 << 25; // may begin a number (digits.ts)
export const crossed = 1 << 26; // the last character of some identity numbers
export const atSign = 1 << 27; // of a word for the sign in an e-mail address

/** By code unit. */
const traits = new Int32Array(0x10000);
mark('⟦⟧', bracket);
mark(
  '0123456789零〇○一二三四五六七八九十百千幺两壹贰叁肆伍陆柒捌玖@号码证卡话机式令邮箱字背安后末尾户账数少abcdefghijklmnopqrstuvwxyz',
  telling,
);
mark('abcdefghijklmnopqrstuvwxyz', latin);
mark('0123456789', typed);
mark('x叉', crossed);
mark('@艾圈小爱', atSign);
