/** Which of some numbers came up, each once, and where it stands in a list: by stamps, so that beginning anew costs nothing. */
export class Sorting {
  /** Of each number its stamp and its place, side by side: numbers come up all over, and each touches one line of memory. */
  readonly #rows: Int32Array;
  #stamp = 0;

  constructor(count: number) {
    this.#rows = new Int32Array(count * 2);
  }

  begin(): void {
    this.#stamp = (this.#stamp + 1) | 0;
    if (this.#stamp <= 0) {
      this.#rows.fill(0);
      this.#stamp = 1;
    }
  }

  /** Where a number stands; where it is new, at the place given. */
  placeOf(number: number, ifNew: number): number {
    const rows = this.#rows;
    if (rows[number * 2] === this.#stamp) return rows[number * 2 + 1] as number;
    rows[number * 2] = this.#stamp;
    rows[number * 2 + 1] = ifNew;
    return ifNew;
  }

  /** Where a number stands; -1 where it has not come up. */
  find(number: number): number {
    const rows = this.#rows;
    return rows[number * 2] === this.#stamp ? (rows[number * 2 + 1] as number) : -1;
  }
}
