import { chanceOf } from '#engine/chance.ts';

/** A source of chance that gives the same throws for the same seed. */
export interface Dice {
  throw(): number;
}

/** Dice that fall the same on every machine. */
export function diceOf(seed: number): Dice {
  return { throw: chanceOf(seed) };
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
