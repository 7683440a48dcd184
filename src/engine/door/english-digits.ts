import type { Piece } from './piece.ts';

// biome-ignore format: a table reads better in its own lines
const units: Readonly<Record<string, string>> = {
  zero: '0', oh: '0', o: '0', nought: '0', naught: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9',
};
const teens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const times: Readonly<Record<string, number>> = { double: 2, triple: 3, treble: 3, quadruple: 4 };

const word = new RegExp(
  `\\b(?:(double|triple|treble|quadruple)[\\s-]+)?(${[...Object.keys(units), ...teens, ...tens, '\\d'].join('|')}|hundred|thousand)\\b`,
  'g',
);

/** Reads digits said in English words: double four, oh seven seven hundred, twenty-three. */
export function englishPieces(text: string): readonly Piece[] {
  const tokens: Piece[] = [];
  for (const found of text.matchAll(word)) {
    const [all, many, name] = found as unknown as [string, string | undefined, string];
    if (/\d/.test(name) && !many) continue; // typed digits are read elsewhere
    const from = found.index;
    const to = from + all.length;
    const before = tokens.at(-1);
    const touches = before !== undefined && /^[\s-]{1,2}$/.test(text.slice(before.to, from));

    if (name === 'hundred' || name === 'thousand') {
      if (touches && before.digits.length <= 2) tokens[tokens.length - 1] = scaled(before, to, name === 'hundred' ? '00' : '000');
      continue;
    }
    if (
      /^oh?$/.test(name) &&
      !many &&
      !touches &&
      !digitFollows(text.slice(to)) &&
      !(name === 'oh' && before !== undefined && from - before.to <= 24) &&
      !isLoneZero(text.slice(to), name)
    )
      continue;
    if (touches && before.how === 'quantity' && /^[2-9]0$/.test(before.digits) && /^[1-9]$/.test(units[name] ?? '')) {
      const digits = `${before.digits[0]}${units[name]}`;
      tokens[tokens.length - 1] = { ...before, to, digits, starts: [before.from, before.from] };
      continue;
    }
    const digits = digitsOf(name).repeat(many ? (times[many] as number) : 1);
    tokens.push({
      from,
      to,
      digits,
      starts: [...digits].map(() => from),
      how: name in units || many ? 'spoken' : 'quantity',
      bare: digits.length === 1,
    });
  }
  return joined(text, tokens);
}

function digitsOf(name: string): string {
  if (/\d/.test(name)) return name;
  if (name in units) return units[name] as string;
  const teen = teens.indexOf(name);
  return String(teen >= 0 ? 10 + teen : 20 + 10 * tens.indexOf(name));
}

function digitFollows(rest: string): boolean {
  const next = /^[\s-]{1,2}(\d|[a-z]+)/.exec(rest)?.[1];
  return next !== undefined && (/\d/.test(next) || next in units || next in times || tens.includes(next) || teens.includes(next));
}

/** An oh before a pause and another digit, or as the last that was said; what stands before it is judged with the chain. */
function isLoneZero(rest: string, name: string): boolean {
  return name === 'oh' && (/^[\s,.?!-]*(?:(?:yes|yeah)[\s,.]*)?$/.test(rest) || digitFollows(rest.replace(/^[\s,.-]+/, ' ')));
}

function scaled(piece: Piece, to: number, zeros: string): Piece {
  const digits = piece.digits.slice(-1) === '0' && piece.digits.length > 1 && zeros === '000' ? `${piece.digits}000` : piece.digits + zeros;
  return { ...piece, to, digits, starts: [...digits].map(() => piece.from), how: 'quantity', bare: false };
}

function joined(text: string, tokens: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  for (const token of tokens) {
    const last = pieces.at(-1);
    if (last && last.how === 'spoken' && token.how === 'spoken' && /^[\s-]{1,2}$/.test(text.slice(last.to, token.from)))
      pieces[pieces.length - 1] = {
        ...last,
        to: token.to,
        digits: last.digits + token.digits,
        starts: [...last.starts, ...token.starts],
        bare: false,
      };
    else pieces.push(token);
  }
  return pieces;
}
