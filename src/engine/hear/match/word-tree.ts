import { twice } from '#engine/hear/match/room.ts';

/**
 * A set of words as a tree whose ways lie in one array: the way from a state by a letter is the row `base + letter`, when that row
 * belongs to the state. All that is known of a state lies side by side, and rows that one text visits lie near one another.
 */
export interface WordTree {
  /** By code unit: its letter; 0 stands in no word. */
  readonly letters: Uint16Array;
  readonly states: Int32Array;
}

/** Words as they were found in a text: the name of each, and its stretch. Every search writes over the last. */
export class Finds {
  count = 0;
  name = new Int32Array(128);
  start = new Int32Array(128);
  end = new Int32Array(128);

  add(name: number, start: number, end: number): void {
    const at = this.count++;
    if (at === this.name.length) this.grow();
    this.name[at] = name;
    this.start[at] = start;
    this.end[at] = end;
  }

  private grow(): void {
    this.name = twice(this.name);
    this.start = twice(this.start);
    this.end = twice(this.end);
  }
}

/**
 * Finds every word from every place of a text, by where they begin, then the shorter first; gives up quietly after `most` of them.
 * Answers how many letters were looked at: at most the longest word's for each place, and the longest word is short.
 */
export function findWords({ letters, states }: WordTree, units: Uint16Array, length: number, most: number, finds: Finds): number {
  let looks = length;
  finds.count = 0;
  for (let start = 0; start < length; start++) {
    let letter = letters[units[start] as number] as number;
    let state = root;
    let at = start;
    while (letter !== 0) {
      const next = (states[state + base] as number) + letter * row;
      if (states[next + owner] !== state) break;
      state = next;
      at++;
      if (states[state + named] !== 0) {
        if (finds.count === most) return looks + at - start;
        finds.add(states[state + named] as number, start, at);
      }
      if (at === length || states[state + base] === 0) break;
      letter = letters[units[at] as number] as number;
    }
    looks += at - start;
  }
  return looks;
}

/**
 * Plants the tree. Words are lists of code units, or, with `soundOf` (the sound of every code unit), lists of sounds; the empty word is
 * never found. `nameOf` answers the name of a word by its place in the list: above zero, the first of equal words gives its own.
 */
export function makeTree(words: readonly (readonly number[])[], nameOf: (index: number) => number, soundOf?: Uint16Array): WordTree {
  const alphabet = alphabetOf(words);
  const letters = new Uint16Array(0x10000);
  for (const [unit, letter] of alphabet) letters[unit] = letter;
  if (soundOf) letters.set(soundOf.map(sound => alphabet.get(sound) ?? 0));

  const spelt = words.map(word => spell(word, alphabet));
  const order = spelt.map((_, index) => index).sort((a, b) => compare(spelt[a] as string, spelt[b] as string) || a - b);
  const planting = new Planting(alphabet.size, order.length);
  planting.plant(spelt, order, nameOf);
  return { letters, states: planting.trimmed() };
}

/** A state is named by where its row begins; row 0 is nobody's. */
const row = 4;
const base = 0; // of the rows its ways lead to; 0: no way goes on
const owner = 1; // the state whose way this is
const named = 2; // the name of the word that ends here; 0: none does
const root = row;

/** The letters that words are made of, numbered from 1, the most frequent first: ways that are gone often lie together. */
function alphabetOf(words: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const word of words) for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const order = [...counts].sort(([a, many], [b, more]) => more - many || a - b);
  return new Map(order.map(([letter], index) => [letter, index + 1]));
}

/** A word as its letters, written as a text of them: texts are compared fast, one that goes on after the other. */
function spell(word: readonly number[], alphabet: ReadonlyMap<number, number>): string {
  let spelt = '';
  for (const letter of word) spelt += String.fromCharCode(alphabet.get(letter) as number);
  return spelt;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Finds room for the ways of one state after the other: a word's states come one behind the other where they can. */
class Planting {
  private states: Int32Array<ArrayBuffer>;
  private readonly letters: number;
  /** Places: row numbers. The first free one; where room for several ways was found last, before which it is not looked for again. */
  private free: number;
  private roomy: number;
  private used: number;

  /** So many places stay empty that no base is below one. */
  constructor(letters: number, words: number) {
    this.letters = letters;
    this.free = letters + 2;
    this.roomy = this.free;
    this.used = this.free;
    this.states = new Int32Array((this.free + words * 3) * row);
  }

  plant(words: readonly string[], order: readonly number[], nameOf: (index: number) => number): void {
    this.branch(words, order, nameOf, root, 0, order.length, 0);
  }

  /** The rows with room for any letter after any base. */
  trimmed(): Int32Array {
    const room = (this.used + this.letters + 1) * row;
    this.grow(room);
    return this.states.slice(0, room);
  }

  /** Lays out what follows `state`: the words from one to another in order, which are alike in their first `depth` letters. */
  private branch(
    words: readonly string[],
    order: readonly number[],
    nameOf: (index: number) => number,
    state: number,
    from: number,
    to: number,
    depth: number,
  ): void {
    let first = from;
    while (first < to && (words[order[first] as number] as string).length === depth) first++;
    if (first > from && depth > 0) this.states[state + named] = nameOf(order[from] as number);
    if (first === to) return;

    const ways: number[] = [];
    const begins: number[] = [];
    for (let at = first; at < to; at++) {
      const letter = (words[order[at] as number] as string).charCodeAt(depth);
      if (ways.at(-1) === letter) continue;
      ways.push(letter);
      begins.push(at);
    }
    const place = this.take(state, ways);
    for (const [index, letter] of ways.entries())
      this.branch(words, order, nameOf, (place + letter) * row, begins[index] as number, begins[index + 1] ?? to, depth + 1);
  }

  /** Takes the rows for a state's ways, their letters ascending; answers their base as a place. */
  private take(state: number, letters: readonly number[]): number {
    const first = letters[0] as number;
    const last = letters.at(-1) as number;
    while (this.isTaken(this.free)) this.free++;
    let at = (letters.length === 1 ? this.free : Math.max(this.free, this.roomy)) - first;
    while (!this.fits(at, letters)) at++;
    if (letters.length > 1) this.roomy = at + first;
    this.grow((at + last + 1) * row);
    this.states[state + base] = at * row;
    for (const letter of letters) this.states[(at + letter) * row + owner] = state;
    this.used = Math.max(this.used, at + last + 1);
    return at;
  }

  private isTaken(place: number): boolean {
    const at = place * row + owner;
    return at < this.states.length && this.states[at] !== 0;
  }

  private fits(place: number, letters: readonly number[]): boolean {
    for (const letter of letters) if (this.isTaken(place + letter)) return false;
    return true;
  }

  private grow(room: number): void {
    if (room <= this.states.length) return;
    const states = new Int32Array(Math.max(room, this.states.length * 2));
    states.set(this.states);
    this.states = states;
  }
}
