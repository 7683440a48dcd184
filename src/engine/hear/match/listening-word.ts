import type { Speaker } from '#domain/speaker.ts';

/** What a program is to a listener: 0 a phrase, 1 a pattern, or this. */
export const asExemption = 2;

/** A word that listens: the listener and whether it builds on others or others on it, whose words it heeds, what it is listening for. */
export function listeningWord(listener: number, isBuilding: boolean, whom: number, as: number): number {
  return (((listener << 1) | (isBuilding ? 1 : 0)) << 4) | (whom << 2) | as;
}

/** Whose words a listening word heeds: one side's, or those of both. */
export function whomIn(word: number): number {
  return (word >> 2) & 3;
}

/** The side a speaker is on, as a number; a bot speaks for the bank. */
export function sideOf(speaker: Speaker): number {
  return speaker === 'customer' ? 1 : 2;
}

/** Whose words a listener heeds that heeds anybody's: the sides' numbers are bits. */
export const toAnybody = 3;

/** Whether somebody who heeds this side (or both) heeds what is said on that. */
export function heeds(whom: number, side: number): boolean {
  return (whom & side) !== 0;
}
