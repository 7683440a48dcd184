/** Numbers by pairs of UTF-16 units, found with one look where nothing else is in the way: an open table of pairs and numbers side by side. */
export class PairTable {
  readonly #mask: number;
  readonly #rows: Int32Array; // the pair as one number, and what it stands for + 1; 0 is nothing

  constructor(pairs: readonly (readonly [string, number])[]) {
    this.#mask = 2 ** Math.ceil(Math.log2(Math.max(16, pairs.length * 3))) - 1;
    this.#rows = new Int32Array((this.#mask + 1) * 2);
    for (const [text, number] of pairs) {
      const pair = (text.charCodeAt(0) << 16) | text.charCodeAt(1);
      let at = this.#slotOf(pair);
      while (this.#rows[at * 2 + 1] !== 0) at = (at + 1) & this.#mask;
      this.#rows[at * 2] = pair;
      this.#rows[at * 2 + 1] = number + 1;
    }
  }

  /** -1 for a pair that is not there. */
  find(first: number, second: number): number {
    const pair = (first << 16) | second;
    for (let at = this.#slotOf(pair); ; at = (at + 1) & this.#mask) {
      const number = this.#rows[at * 2 + 1] as number;
      if (number === 0 || this.#rows[at * 2] === pair) return number - 1;
    }
  }

  #slotOf(pair: number): number {
    const hash = Math.imul(pair, 0x9e3779b1);
    return (hash ^ (hash >>> 15)) & this.#mask;
  }
}
