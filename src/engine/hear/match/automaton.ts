/**
 * Finds every one of a set of words in a text in one pass (Aho and Corasick, 1975). The states lie in a double array: the way
 * from a state by a letter is the place `base[state] + letter`, when that place belongs to the state.
 */
export interface Automaton {
  /** Calls `found(word, start, end)` for every occurrence, by end; gives up quietly after `most` of them. */
  scan(units: Uint16Array, length: number, most: number, found: (word: number, start: number, end: number) => void): void;
}

/**
 * Builds the automaton; the index of a word in the list is its name. Empty words are never found. `soundOf` says which sound each
 * code unit of a text has, when words are lists of sounds; without it they are lists of code units.
 */
export function makeAutomaton(words: readonly (readonly number[])[], soundOf?: Uint16Array): Automaton {
  const alphabet = alphabetOf(words);
  const letters = new Uint16Array(0x10000);
  for (const [unit, letter] of alphabet) letters[unit] = letter;
  if (soundOf) letters.set(soundOf.map(sound => alphabet.get(sound) ?? 0));

  const spelt = words.map(word => word.map(letter => alphabet.get(letter) as number));
  const states = rowsOf(layOut(trieOf(spelt), alphabet.size));
  return {
    scan(units, length, most, found) {
      let state = rootRow;
      let left = most;
      for (let at = 0; at < length; at++) {
        const letter = letters[units[at] as number] as number;
        if (letter === 0) {
          state = rootRow;
          continue;
        }
        let next = (states[state + base] as number) + letter * row;
        while (states[next + owner] !== state && state !== rootRow) {
          state = states[state + fail] as number;
          next = (states[state + base] as number) + letter * row;
        }
        if (states[next + owner] !== state) continue;
        state = next;
        for (let end = states[state + ending] as number; end > 0; end = states[end + shorter] as number) {
          if (left-- <= 0) return;
          found(states[end + wordAt] as number, at + 1 - (states[end + depth] as number), at + 1);
        }
      }
    },
  };
}

/** All that is known of a state lies side by side, so that a step looks at one spot of memory; states are named by where their row begins. */
const row = 8;
const base = 0;
const owner = 1;
const fail = 2;
const ending = 3;
const shorter = 4; // the next shorter word that ends where this one does
const wordAt = 5;
const depth = 6;

function rowsOf(layout: Layout): Int32Array {
  const states = new Int32Array(layout.base.length * row);
  for (let state = 0; state < layout.base.length; state++) {
    const at = state * row;
    states[at + base] = (layout.base[state] as number) * row;
    states[at + owner] = (layout.owner[state] as number) * row;
    states[at + fail] = (layout.fail[state] as number) * row;
    states[at + ending] = (layout.ending[state] as number) * row;
    states[at + shorter] = (layout.ending[layout.fail[state] as number] as number) * row;
    states[at + wordAt] = layout.wordAt[state] as number;
    states[at + depth] = layout.depth[state] as number;
  }
  return states;
}

/** The letters that words are made of, numbered from 1. */
function alphabetOf(words: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const alphabet = new Map<number, number>();
  for (const word of words) for (const letter of word) if (!alphabet.has(letter)) alphabet.set(letter, alphabet.size + 1);
  return alphabet;
}

/** A word tree in the order in which its nodes were made: node 0 is the root. */
interface Trie {
  readonly children: readonly ReadonlyMap<number, number>[];
  readonly words: readonly number[]; // -1: no word ends here
}

function trieOf(words: readonly (readonly number[])[]): Trie {
  const children: Map<number, number>[] = [new Map()];
  const ends: number[] = [-1];
  for (const [index, word] of words.entries()) {
    let node = 0;
    for (const letter of word) {
      let next = children[node]?.get(letter);
      if (next === undefined) {
        next = children.push(new Map()) - 1;
        ends.push(-1);
        children[node]?.set(letter, next);
      }
      node = next;
    }
    if (node > 0 && (ends[node] as number) < 0) ends[node] = index;
  }
  return { children, words: ends };
}

const root = 1; // place 0 is nobody's
const rootRow = root * row;

/** By state (its place): where its ways lie, whose way it is, the state to fall back to, the longest word that ends here, and how deep it is. */
interface Layout {
  readonly base: Int32Array;
  readonly owner: Int32Array;
  readonly fail: Int32Array;
  /** The state itself or the nearest one to fall back to at which a word ends; 0 when there is none. */
  readonly ending: Int32Array;
  readonly wordAt: Int32Array;
  readonly depth: Int32Array;
}

/** Places the nodes of a tree, those near the root first, and links each with the longest proper ending that is a beginning too. */
function layOut({ children, words }: Trie, letters: number): Layout {
  const places = new Placing(letters, children.length);
  const nodes: { node: number; state: number; parent: number; letter: number }[] = [{ node: 0, state: root, parent: root, letter: 0 }];
  for (let at = 0; at < nodes.length; at++) {
    const { node, state } = nodes[at] as (typeof nodes)[number];
    const ways = children[node] as ReadonlyMap<number, number>;
    if (ways.size === 0) continue;
    const base = places.take(state, [...ways.keys()]);
    for (const [letter, child] of ways) nodes.push({ node: child, state: base + letter, parent: state, letter });
  }

  const { base, owner } = places.trimmed();
  const fail = new Int32Array(base.length).fill(root);
  const ending = new Int32Array(base.length);
  const wordAt = new Int32Array(base.length).fill(-1);
  const depth = new Int32Array(base.length);
  for (const { node, state, parent, letter } of nodes) {
    if (state === root) continue;
    depth[state] = (depth[parent] as number) + 1;
    if (parent !== root) {
      let back = fail[parent] as number;
      while (back !== root && owner[(base[back] as number) + letter] !== back) back = fail[back] as number;
      const next = (base[back] as number) + letter;
      fail[state] = owner[next] === back ? next : root;
    }
    const word = words[node] as number;
    wordAt[state] = word;
    ending[state] = word >= 0 ? state : (ending[fail[state] as number] as number);
  }
  return { base, owner, fail, ending, wordAt, depth };
}

/** Finds room for the ways of one state after the other. */
class Placing {
  private base: Int32Array;
  private owner: Int32Array;
  private used: number;
  /** The first free place; and where room for several ways was found last, before which it is not looked for again. */
  private free: number;
  private roomy: number;
  private readonly letters: number;

  /** The first `letters` places stay empty, so that no base is below zero. */
  constructor(letters: number, states: number) {
    this.base = new Int32Array(letters + states * 2);
    this.owner = new Int32Array(letters + states * 2);
    this.letters = letters;
    this.free = root + letters;
    this.roomy = this.free;
    this.used = root + letters;
  }

  take(state: number, letters: readonly number[]): number {
    const first = Math.min(...letters);
    const last = Math.max(...letters);
    this.grow(this.free);
    while (this.owner[this.free] !== 0) this.grow(++this.free);
    let base = (letters.length === 1 ? this.free : Math.max(this.free, this.roomy)) - first;
    while (!this.fits(base, letters)) base++;
    if (letters.length > 1) this.roomy = base + first;
    this.grow(base + last);
    this.base[state] = base;
    for (const letter of letters) this.owner[base + letter] = state;
    this.used = Math.max(this.used, base + last + 1);
    return base;
  }

  /** The arrays with room for any letter after any base. */
  trimmed(): { base: Int32Array; owner: Int32Array } {
    const most = this.used + this.letters + 1;
    this.grow(most);
    return { base: this.base.slice(0, most), owner: this.owner.slice(0, most) };
  }

  private fits(base: number, letters: readonly number[]): boolean {
    for (const letter of letters) {
      const place = base + letter;
      if (place < this.owner.length && this.owner[place] !== 0) return false;
    }
    return true;
  }

  private grow(place: number): void {
    if (place < this.owner.length) return;
    const room = Math.max(place + 1, this.owner.length * 2);
    const base = new Int32Array(room);
    const owner = new Int32Array(room);
    base.set(this.base);
    owner.set(this.owner);
    this.base = base;
    this.owner = owner;
  }
}
