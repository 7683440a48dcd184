/**
 * Text without what a run hides: its values in every way an address or a page writes them, and long numbers, which in a bank are
 * accounts, cards and phones.
 */
export function redact(text: string, hidden: readonly string[]): string {
  let clean = text;
  for (const way of waysOf(hidden)) clean = clean.replace(way, '⟨hidden⟩');
  return clean.replace(/\d{3,}(?:[ -]\d{3,})*/g, run => (run.replace(/\D/g, '').length >= 7 ? '⟨number⟩' : run));
}

/** One or two letters are everywhere and tell nothing; a Chinese name of two characters does. */
export function isTelling(value: string): boolean {
  return value.trim().length >= (/^[\x20-\x7e]*$/.test(value) ? 3 : 2);
}

function waysOf(hidden: readonly string[]): readonly RegExp[] {
  const ways = hidden.filter(isTelling).flatMap(value => {
    const whole = value.toWellFormed();
    const encoded = encodeURIComponent(whole);
    const json = JSON.stringify(whole).slice(1, -1);
    const spaced = /^[\d -]{6,}$/.test(whole) ? [whole.replace(/\D/g, '').split('').join('[ -]?')] : [];
    const plain = [whole, whole.trim(), encoded, encoded.replaceAll('%20', '+'), json, Buffer.from(whole, 'utf8').toString('base64')];
    return [...new Set(plain)].map(quote).concat(spaced);
  });
  return ways.sort((a, b) => b.length - a.length).map(way => new RegExp(way, 'giu'));
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
