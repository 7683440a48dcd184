/** The best of some leaves, best first; of equals the one that comes first in the release. Room for so many, used again and again. */
export class Best {
  readonly leaves: Int32Array;
  readonly worths: Float64Array;
  count = 0;

  constructor(most: number) {
    this.leaves = new Int32Array(most);
    this.worths = new Float64Array(most);
  }

  /** Puts a leaf where it belongs; the last gives way when there is no room. */
  put(leaf: number, worth: number): void {
    const { leaves, worths } = this;
    let at = this.count;
    for (; at > 0 && this.#isBehind(at - 1, leaf, worth); at--) {
      if (at === leaves.length) continue;
      leaves[at] = leaves[at - 1] as number;
      worths[at] = worths[at - 1] as number;
    }
    if (at === leaves.length) return;
    leaves[at] = leaf;
    worths[at] = worth;
    if (this.count < leaves.length) this.count++;
  }

  #isBehind(place: number, leaf: number, worth: number): boolean {
    const its = this.worths[place] as number;
    return worth > its || (worth === its && leaf < (this.leaves[place] as number));
  }
}
