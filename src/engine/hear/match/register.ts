import { twice } from '#engine/hear/match/room.ts';

/**
 * The few keys that one text brings up, out of very many, numbered in the order in which they came. A table that has room for all
 * keys there are would be cold whenever it is looked at; this one stays near, and forgetting costs next to nothing.
 */
export class Register {
  count = 0;
  /** By number. */
  keys = new Int32Array(smallest / 4);
  /** Open addressing, at most a quarter full: number + 1, 0 is empty. */
  private slots = new Int32Array(smallest);
  private shift = smallestShift;

  /** The number of a key; -1 when it has not come. */
  find(key: number): number {
    const { slots, keys } = this;
    for (let at = slotOf(key, this.shift); ; at = (at + 1) & (slots.length - 1)) {
      const number = (slots[at] as number) - 1;
      if (number < 0 || keys[number] === key) return number;
    }
  }

  /** The number of a key, which is the count before when it is new. */
  enter(key: number): number {
    const { slots, keys } = this;
    let at = slotOf(key, this.shift);
    for (; slots[at] !== 0; at = (at + 1) & (slots.length - 1))
      if (keys[(slots[at] as number) - 1] === key) return (slots[at] as number) - 1;
    const number = this.count++;
    slots[at] = number + 1;
    keys[number] = key;
    if (this.count === keys.length) this.grow();
    return number;
  }

  clear(): void {
    this.count = 0;
    if (this.slots.length === smallest) this.slots.fill(0);
    else {
      this.keys = new Int32Array(smallest / 4); // room that one monstrous text needed is given back
      this.slots = new Int32Array(smallest);
      this.shift = smallestShift;
    }
  }

  private grow(): void {
    this.keys = twice(this.keys);
    this.slots = new Int32Array(this.slots.length * 2);
    this.shift--;
    for (let number = 0; number < this.count; number++) {
      let at = slotOf(this.keys[number] as number, this.shift);
      while (this.slots[at] !== 0) at = (at + 1) & (this.slots.length - 1);
      this.slots[at] = number + 1;
    }
  }
}

const smallest = 512;
const smallestShift = 23; // of a hash of 32 bits, nine are left

/** Multiplied by 2³² over the golden ratio: neighbours part. */
function slotOf(key: number, shift: number): number {
  return Math.imul(key, 0x9e3779b1) >>> shift;
}
