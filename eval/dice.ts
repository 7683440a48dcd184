/** A source of chance that gives the same throws for the same seed. */
export interface Dice {
  throw(): number;
}

/** mulberry32: small, and the same on every machine. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return {
    throw() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}

/** A whole number from 0, below `end`. */
export function upTo(dice: Dice, end: number): number {
  return Math.floor(dice.throw() * end);
}

/** One of the choices. */
export function pick<T>(dice: Dice, choices: readonly T[]): T {
  return choices[upTo(dice, choices.length)] as T;
}

/** True this often. */
export function chance(dice: Dice, share: number): boolean {
  return dice.throw() < share;
}
