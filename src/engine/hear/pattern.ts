/** What a pattern asks for. Groups vanish in the tree; an optional part is one kind, a gap another. */
export type PatternNode =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'class'; readonly name: ClassName }
  | { readonly kind: 'gap'; readonly min: number; readonly max: number }
  | { readonly kind: 'all'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'any'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'maybe'; readonly part: PatternNode }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

/** The classes a pattern may name between < and >. */
export const classNames = [
  'number',
  'digits',
  'amount',
  'percent',
  'date',
  'time',
  'term',
  'phone',
  'card',
  'id',
  'email',
  'password',
  'pin',
  'otp',
  'cvv',
  'secret',
] as const;
export type ClassName = (typeof classNames)[number];

/** Where a pattern is wrong (from 1, in characters of the pattern) and why. */
export interface PatternProblem {
  readonly line: number;
  readonly column: number;
  readonly why: string;
}

/** The longest gap a pattern may leave, in characters. */
export const maxGap = 40;
const maxDepth = 8;
const maxNodes = 400;

/** Reads a pattern (docs/pattern-language.md). Trouble is a value: the first problem, with its place. */
export function parsePattern(source: string): { readonly node: PatternNode } | { readonly problem: PatternProblem } {
  const reader: Reader = { source, at: 0, depth: 0, nodes: 0 };
  try {
    const node = readAny(reader);
    if (reader.at < source.length) fail(reader.at, 'a ) without its (');
    if (mayBeEmpty(node)) fail(0, 'it would match everywhere: something in it must always be said');
    return { node };
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    const before = source.slice(0, trouble.at).split('\n');
    return { problem: { line: before.length, column: (before.at(-1) as string).length + 1, why: trouble.why } };
  }
}

/** Writes words so that a pattern takes every character for itself. */
export function escapePattern(words: string): string {
  const escaped = words.replace(/[\\()|?.{}[\]^$<>*+]/g, '\\$&');
  return escaped.startsWith('@') ? `\\${escaped}` : escaped;
}

interface Reader {
  readonly source: string;
  at: number;
  depth: number;
  nodes: number;
}

class Trouble extends Error {
  readonly at: number;
  readonly why: string;
  constructor(at: number, why: string) {
    super(why);
    this.at = at;
    this.why = why;
  }
}

function fail(at: number, why: string): never {
  throw new Trouble(at, why);
}

function readAny(reader: Reader): PatternNode {
  const parts = [readAll(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at++;
    parts.push(readAll(reader));
  }
  const spoken = parts.filter(part => part.kind !== 'all' || part.parts.length > 0);
  const any = spoken.length === 1 ? (spoken[0] as PatternNode) : ({ kind: 'any', parts: spoken } as const);
  if (spoken.length === 0) return { kind: 'all', parts: [] };
  return spoken.length < parts.length ? { kind: 'maybe', part: any } : any; // (a|) is a?
}

function readAll(reader: Reader): PatternNode {
  const parts: PatternNode[] = [];
  while (reader.at < reader.source.length && reader.source[reader.at] !== '|' && reader.source[reader.at] !== ')') {
    const started = reader.at;
    const part = readOne(reader);
    const last = parts.at(-1);
    if (part.kind === 'words' && last?.kind === 'words') parts[parts.length - 1] = { kind: 'words', text: last.text + part.text };
    else if (part.kind === 'gap' && last?.kind === 'gap') {
      if (last.max + part.max > maxGap) fail(started, `a gap is at most ${maxGap} characters`);
      parts[parts.length - 1] = { kind: 'gap', min: last.min + part.min, max: last.max + part.max };
    } else parts.push(part);
  }
  return parts.length === 1 ? (parts[0] as PatternNode) : { kind: 'all', parts };
}

function readOne(reader: Reader): PatternNode {
  if (++reader.nodes > maxNodes) fail(reader.at, 'the pattern is too large');
  const started = reader.at;
  const part = readPlain(reader);
  const next = reader.source[reader.at];
  if (next === '*' || next === '+') fail(reader.at, `${next} is not in the language: write .{0,20} for a gap, ( )? for an optional part`);
  if (next === '{' && part.kind !== 'gap') fail(reader.at, 'only a gap has a length, as in .{0,8}; several digits are <digits>');
  if (next !== '?') return part;
  if (part.kind === 'start' || part.kind === 'end') fail(started, `${reader.source[started]} cannot be optional`);
  reader.at++;
  if (reader.source[reader.at] === '?') fail(reader.at, 'one ? is enough');
  return part.kind === 'gap' ? { kind: 'gap', min: 0, max: part.max } : { kind: 'maybe', part };
}

function readPlain(reader: Reader): PatternNode {
  const { source } = reader;
  const started = reader.at;
  const char = source[reader.at++] as string;
  switch (char) {
    case '(':
      return readGroup(reader);
    case '[':
      return readSet(reader);
    case '<':
      return readClass(reader);
    case '.':
      return readGap(reader);
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '\\': {
      const escaped = source[reader.at++];
      if (escaped === undefined) fail(started, 'a \\ at the end');
      if (/[dDwWsSbB0-9]/.test(escaped)) fail(started, `\\${escaped} is not in the language: numbers are <number> or <digits>`);
      return { kind: 'words', text: escaped };
    }
    case '?':
    case '*':
    case '+':
      return fail(started, `${char} has nothing before it; the Chinese ？ and a \\${char} stand for themselves`);
    case '{':
      return fail(started, '{ follows only a gap, as in .{0,8}');
    case '}':
    case ']':
    case '>':
      return fail(started, `a ${char} without its beginning`);
    default: {
      const code = char.charCodeAt(0);
      if (code < 0xd800 || code > 0xdbff || reader.at >= source.length) return { kind: 'words', text: char };
      return { kind: 'words', text: char + source[reader.at++] };
    }
  }
}

function readGroup(reader: Reader): PatternNode {
  const started = reader.at - 1;
  if (++reader.depth > maxDepth) fail(started, `brackets nest at most ${maxDepth} deep`);
  if (reader.source[reader.at] === '?') fail(started, '(? is not in the language: no look-around, no named groups');
  const node = readAny(reader);
  if (reader.source[reader.at] !== ')') fail(started, 'this ( is never closed');
  reader.at++;
  reader.depth--;
  return node.kind === 'words' ? { kind: 'all', parts: [node] } : node; // a group's words never join the words outside
}

function readSet(reader: Reader): PatternNode {
  const started = reader.at - 1;
  const end = reader.source.indexOf(']', reader.at);
  if (end < 0) fail(started, 'this [ is never closed');
  const inside = [...reader.source.slice(reader.at, end)];
  if (inside.length === 0) fail(started, '[] holds nothing');
  if (inside[0] === '^') fail(started, '[^ is not in the language: say what is wanted, not what is unwanted');
  if (inside.includes('\\')) fail(started, 'no \\ inside [ ]');
  const chars = inside.flatMap((char, at) =>
    isDash(inside, at) ? between(inside[at - 1] as string, inside[at + 1] as string, started) : [char],
  );
  reader.at = end + 1;
  reader.nodes += chars.length;
  return { kind: 'any', parts: [...new Set(chars)].map(text => ({ kind: 'words', text })) };
}

function isDash(chars: readonly string[], at: number): boolean {
  return chars[at] === '-' && at > 0 && at < chars.length - 1;
}

/** The characters between two digits or two letters, without them. */
function between(from: string, to: string, started: number): string[] {
  const isRange = (/^[0-9]$/.test(from) && /^[0-9]$/.test(to)) || (/^[a-z]$/i.test(from) && /^[a-z]$/i.test(to));
  const first = from.charCodeAt(0) + 1;
  const last = to.charCodeAt(0);
  if (!isRange || last < first || last - first > 25) fail(started, `${from}-${to} is no range of digits or letters`);
  return Array.from({ length: last - first }, (_, at) => String.fromCharCode(first + at));
}

function readClass(reader: Reader): PatternNode {
  const started = reader.at - 1;
  const end = reader.source.indexOf('>', reader.at);
  const name = reader.source.slice(reader.at, end);
  if (end < 0 || !isClassName(name)) fail(started, `no such class; there are ${classNames.map(each => `<${each}>`).join(' ')}`);
  reader.at = end + 1;
  return { kind: 'class', name };
}

function isClassName(name: string): name is ClassName {
  return (classNames as readonly string[]).includes(name);
}

function readGap(reader: Reader): PatternNode {
  if (reader.source[reader.at] !== '{') return { kind: 'gap', min: 1, max: 1 };
  const started = reader.at;
  const [whole, least, comma, most] = /^\{(\d{0,4})(,?)(\d{0,4})\}/.exec(reader.source.slice(started)) ?? [];
  if (whole === undefined || !least) fail(started, 'a gap is written .{0,8}');
  if (comma && !most) fail(started, `a gap has an end, as in .{${least},${maxGap}}`);
  const min = Number(least);
  const max = comma ? Number(most) : min;
  if (max > maxGap) fail(started, `a gap is at most ${maxGap} characters`);
  if (min > max) fail(started, 'the gap ends before it begins');
  reader.at += whole.length;
  return { kind: 'gap', min, max };
}

function mayBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'words':
    case 'class':
      return false;
    case 'all':
      return node.parts.every(mayBeEmpty);
    case 'any':
      return node.parts.some(mayBeEmpty);
    case 'gap':
    case 'maybe':
    case 'start':
    case 'end':
      return true;
  }
}
