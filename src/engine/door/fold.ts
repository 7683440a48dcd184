import { foldable, mark, traitsOf } from './traits.ts';

const traditional = '號碼證驗電話郵後兩萬點帳賬戶單熱線動態費額餘個張筆時間對錯貳參陸簽條類';
const simplified = '号码证验电话邮后两万点帐账户单热线动态费额余个张笔时间对错贰叁陆签条类';
const toSimplified = new Map([...traditional].map((char, at) => [char, simplified[at] as string]));

/** The text as the door reads it: half width, lower case, the door's own words simplified; every character stays in its place. */
export function fold(text: string): string {
  if ((traitsOf(text) & foldable) === 0) return text;
  let folded = '';
  let kept = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const as = foldedAs[code] || learn(code);
    if (as === code) continue;
    folded += text.slice(kept, at) + String.fromCharCode(as);
    kept = at + 1;
  }
  return kept === 0 ? text : folded + text.slice(kept);
}

/** By code unit: the one it is folded to, as far as it has been met; 0: not yet. */
const foldedAs = new Uint16Array(0x10000);

function learn(code: number): number {
  const folded = foldChar(String.fromCharCode(code)).charCodeAt(0);
  foldedAs[code] = folded;
  return folded;
}

mark('ABCDEFGHIJKLMNOPQRSTUVWXYZ', foldable);
for (const [from, to] of [
  [0x80, 0x3000],
  [0xff01, 0xff5e],
] as const)
  for (let code = from; code <= to; code++) mark([String.fromCharCode(code)], foldable);
mark(traditional, foldable);

function foldChar(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x80) return code >= 65 && code <= 90 ? char.toLowerCase() : char;
  if (code === 0x3000) return ' ';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  const known = toSimplified.get(char);
  if (known) return known;
  if (code < 0x3000) {
    const plain = char.normalize('NFKC').toLowerCase(); // superscripts, circled and foreign digits
    if (plain.length === 1) return plain;
  }
  return char;
}
