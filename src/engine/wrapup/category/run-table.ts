/**
 * Runs of words by hash: open addressing, at most half full. All about a run stands side by side, so that a look-up touches one line of
 * memory: its hash, where its row begins, how long the row is together with its share of the square length, and the text it was heard in last.
 */
export class RunTable {
  readonly #slots: Int32Array;
  readonly #mask: number; // of places, not of slots

  /** `lengths`: of each run's row; the rows stand one behind the other. */
  constructor(hashes: Uint32Array, lengths: Uint8Array, squares: Uint16Array) {
    let size = 16;
    while (size < hashes.length * 2) size *= 2;
    const mask = size * fields - 1;
    const slots = new Int32Array(size * fields);
    let start = 0;
    for (let row = 0; row < hashes.length; row++) {
      const hash = (hashes[row] as number) | 0;
      let slot = (hash << fieldBits) & mask;
      while (slots[slot + ofLength] !== 0) slot = (slot + fields) & mask;
      const length = lengths[row] as number;
      slots[slot + ofHash] = hash;
      slots[slot + ofStart] = start;
      slots[slot + ofLength] = isThere | ((squares[row] as number) << lengthBits) | length;
      start += length;
    }
    this.#mask = mask;
    this.#slots = slots;
  }

  /** The slot of a run; -1 for one that nobody has seen. */
  find(hash: number): number {
    const wanted = hash | 0;
    const slots = this.#slots;
    const mask = this.#mask;
    for (let slot = (wanted << fieldBits) & mask; ; slot = (slot + fields) & mask) {
      if (slots[slot + ofLength] === 0) return -1;
      if (slots[slot + ofHash] === wanted) return slot;
    }
  }

  startOf(slot: number): number {
    return this.#slots[slot + ofStart] as number;
  }

  endOf(slot: number): number {
    return (this.#slots[slot + ofStart] as number) + ((this.#slots[slot + ofLength] as number) & lengthMask);
  }

  squareOf(slot: number): number {
    return ((this.#slots[slot + ofLength] as number) & ~isThere) >>> lengthBits;
  }

  /** Whether a run is new in this text. Asking notes it. */
  isNewIn(slot: number, text: number): boolean {
    if (this.#slots[slot + ofText] === text) return false;
    this.#slots[slot + ofText] = text;
    return true;
  }
}

const fieldBits = 2;
const fields = 1 << fieldBits;
const ofHash = 0;
const ofStart = 1;
const ofLength = 2;
const ofText = 3;
const isThere = 1 << 30;
const lengthBits = 8;
const lengthMask = (1 << lengthBits) - 1;
