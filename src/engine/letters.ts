/** Letters and digits in a text, counted in UTF-16 units up to `enough`. */
export function lettersIn(text: string, enough = Number.POSITIVE_INFINITY): number {
  let count = 0;
  for (let at = 0; at < text.length && count < enough; at++) {
    const unit = text.charCodeAt(at);
    if (classOf(unit) === letter) count++;
    else if (isFirstHalf(unit) && /[\p{L}\p{N}]/u.test(String.fromCodePoint(text.codePointAt(at) as number))) count += 2;
  }
  return count;
}

/** Whether a UTF-16 unit is neither space nor punctuation. */
export function isWritten(unit: number): boolean {
  return classOf(unit) !== blank;
}

const blank = 1; // space or punctuation
const sign = 2; // other signs, and halves of what lies beyond the first 65,536 characters
const letter = 3;

/** Classes by unit, filled in as units are met: asking the Unicode tables costs far more than looking up. */
const known = new Uint8Array(0x10000);

function classOf(unit: number): number {
  return known[unit] || classify(unit);
}

function classify(unit: number): number {
  const text = String.fromCharCode(unit);
  const found = /[\s\p{P}]/u.test(text) ? blank : /[\p{L}\p{N}]/u.test(text) ? letter : sign;
  known[unit] = found;
  return found;
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
