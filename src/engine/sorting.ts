/** Which of some numbers came up, each once, and where it stands in a list: by stamps, so that beginning anew costs nothing. */
export class Sorting {
  readonly #stamps: Int32Array;
  readonly #places: Int32Array;
  #stamp = 0;

  constructor(count: number) {
    this.#stamps = new Int32Array(count);
    this.#places = new Int32Array(count);
  }

  begin(): void {
    this.#stamp = (this.#stamp + 1) | 0;
    if (this.#stamp <= 0) {
      this.#stamps.fill(0);
      this.#stamp = 1;
    }
  }

  /** Where a number stands; where it is new, at the place given. */
  placeOf(number: number, ifNew: number): number {
    if (this.#stamps[number] === this.#stamp) return this.#places[number] as number;
    this.#stamps[number] = this.#stamp;
    this.#places[number] = ifNew;
    return ifNew;
  }

  /** Where a number stands; -1 where it has not come up. */
  find(number: number): number {
    return this.#stamps[number] === this.#stamp ? (this.#places[number] as number) : -1;
  }
}
