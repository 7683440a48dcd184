import type { Caught } from '#engine/hear/settle.ts';

/** Catches by place in the text, the longer first, then by name: their indexes, and one number each that sorts so. */
export class InOrder {
  order = new Int32Array(256);
  private keys = new Float64Array(256);
  private readonly listeners: number;

  /** `listeners`: how many there are, in the order of their names. */
  constructor(listeners: number) {
    this.listeners = listeners;
  }

  sort({ count, start, end, listener }: Caught, length: number): Int32Array {
    if (count > this.order.length) {
      this.order = new Int32Array(count * 2);
      this.keys = new Float64Array(count * 2);
    }
    const { order, keys, listeners } = this;
    for (let at = 0; at < count; at++) {
      const key = ((start[at] as number) * (length + 1) + length - (end[at] as number)) * listeners + (listener[at] as number);
      keys[at] = key;
      if (count > few) order[at] = at;
      else {
        let place = at;
        for (; place > 0 && (keys[order[place - 1] as number] as number) > key; place--) order[place] = order[place - 1] as number;
        order[place] = at;
      }
    }
    if (count > few) order.subarray(0, count).sort((a, b) => (keys[a] as number) - (keys[b] as number));
    return order;
  }
}

/** So few are put in order fastest one by one. */
const few = 64;
