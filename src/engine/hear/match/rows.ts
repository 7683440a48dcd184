/** Lists of small numbers by number, in two flat arrays: list `at` is `items` from `from[at]` up to `from[at + 1]`. */
export interface Rows {
  readonly from: Int32Array;
  readonly items: Int32Array;
}

/** How long a list is. */
export function lengthOf({ from }: Rows, list: number): number {
  return (from[list + 1] as number) - (from[list] as number);
}

/** The items of a list. */
export function itemsOf({ from, items }: Rows, list: number): Int32Array {
  return items.subarray(from[list], from[list + 1]);
}

/** Gathers items into lists; each list keeps the order in which its items came. */
export class Gathering {
  private readonly lists: readonly number[] = [];
  private readonly items: readonly number[] = [];
  private readonly length: number;

  constructor(length: number) {
    this.length = length;
  }

  add(list: number, item: number): void {
    (this.lists as number[]).push(list);
    (this.items as number[]).push(item);
  }

  rows(): Rows {
    const from = new Int32Array(this.length + 1);
    const { lists } = this;
    for (let index = 0; index < lists.length; index++) {
      const list = lists[index] as number;
      from[list + 1] = (from[list + 1] as number) + 1;
    }
    for (let list = 0; list < this.length; list++) from[list + 1] = (from[list + 1] as number) + (from[list] as number);
    const items = new Int32Array(this.items.length);
    const next = from.slice();
    for (let index = 0; index < lists.length; index++) {
      const list = lists[index] as number;
      items[next[list] as number] = this.items[index] as number;
      next[list] = (next[list] as number) + 1;
    }
    return { from, items };
  }
}
