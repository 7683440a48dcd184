import type { HitValue } from '#domain/hit.ts';
import type { HearingPart, Listener } from '#engine/hear/hearing-part.ts';
import { writeBook } from '#engine/hear/match/book.ts';
import { wordsBySound, writeAlike } from '#engine/hear/match/by-ear.ts';
import { listeningWord, sideOf, toAnybody } from '#engine/hear/match/listening-word.ts';
import { Gathering, type Rows } from '#engine/hear/match/rows.ts';
import { syllableOf } from '#engine/hear/match/sounds.ts';
import { makeTree, type WordTree } from '#engine/hear/match/word-tree.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';
import { classNames } from '#engine/hear/pattern.ts';

/**
 * A compiled part made ready for reading: word trees, the book, and who listens. Never changes, and keeps nothing of the part. Symbols
 * are named by their page in the book, listeners by the place of their name among all names.
 */
export interface Tables {
  readonly book: Int32Array;
  /** Finds words: the name of each is its symbol. */
  readonly literals: WordTree;
  /** Finds sounds: the name of each is where the words that sound so are written down in `alike` (by-ear.ts). */
  readonly sounds: WordTree;
  readonly alike: Int32Array;
  /** The first symbol that is a sound; the symbols of classes, by their place in classNames; where sentences begin and end. */
  readonly soundFrom: number;
  readonly classes: Int32Array;
  readonly sentenceStart: number;
  readonly sentenceEnd: number;
  /** The programs that find values: of which class, and where their code begins. */
  readonly values: readonly { readonly class: HitValue['class']; readonly code: number }[];
  /** By listener: its name, and the classes inside its patterns. */
  readonly names: readonly string[];
  readonly classesOf: readonly (readonly string[])[];
  readonly built: Built;
}

/** Listeners that build on others, by listener: those on which it builds, as matches and as exemptions; those that build on it; its turn. */
export interface Built {
  readonly concepts: Rows;
  readonly unlessConcepts: Rows;
  readonly builds: Rows;
  readonly heeds: Uint8Array;
  /** Higher than that of all it builds on. */
  readonly turn: Int32Array;
}

/** Makes a part ready for reading. */
export function sharpen(part: HearingPart): Tables {
  const soundFrom = part.literals.length;
  const classFrom = soundFrom + part.sounds.length;
  const symbols = classFrom + classNames.length + 2;
  const order = inOrderOfNames(part);
  const { words, symbolAt, valueCode } = writeBook(part, symbols, listensFor(part, order));
  const alike = wordsBySound(part.sounds);
  const { words: alikeWords, begins } = writeAlike(alike, symbolAt.subarray(soundFrom));
  return {
    book: words,
    literals: makeTree(part.literals.map(unitsOf), index => symbolAt[index] as number),
    sounds: makeTree(
      alike.map(({ sounds }) => sounds),
      index => begins[index] as number,
      syllableOf,
    ),
    alike: alikeWords,
    soundFrom: symbolAt[soundFrom] as number,
    classes: symbolAt.slice(classFrom, classFrom + classNames.length),
    sentenceStart: symbolAt[symbols - 2] as number,
    sentenceEnd: symbolAt[symbols - 1] as number,
    values: part.values.map(({ class: name }, index) => ({ class: name, code: valueCode[index] as number })),
    names: order.map(index => part.listeners[index]?.name as string),
    classesOf: order.map(index => part.listeners[index]?.classes as readonly string[]),
    built: builtOf(part, order),
  };
}

/** The listeners' places in the part, by the place of their name among all names. */
function inOrderOfNames({ listeners }: HearingPart): readonly number[] {
  const nameOf = (index: number) => listeners[index]?.name as string;
  return listeners.map((_, index) => index).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** By program: the words that listen for it. */
function listensFor({ listeners, programs }: HearingPart, order: readonly number[]): Rows {
  const isBuiltOn = new Set(listeners.flatMap(({ concepts, unlessConcepts }) => [...concepts, ...unlessConcepts]));
  const words = new Gathering(programs.length);
  for (const [listener, index] of order.entries()) {
    const { phrases, patterns, unless, concepts, unlessConcepts, speaker } = listeners[index] as Listener;
    const isBuilding = isBuiltOn.has(index) || concepts.length + unlessConcepts.length > 0;
    for (const [as, of] of [phrases, patterns, unless].entries())
      for (const program of of) words.add(program, listeningWord(listener, isBuilding, whomOf(speaker), as));
  }
  return words.rows();
}

function builtOf({ listeners }: HearingPart, order: readonly number[]): Built {
  const placeOf = new Int32Array(listeners.length);
  for (const [place, index] of order.entries()) placeOf[index] = place;
  const concepts = new Gathering(listeners.length);
  const unlessConcepts = new Gathering(listeners.length);
  const builds = new Gathering(listeners.length);
  for (const [index, listener] of listeners.entries()) {
    const place = placeOf[index] as number;
    for (const concept of listener.concepts) {
      concepts.add(place, placeOf[concept] as number);
      builds.add(placeOf[concept] as number, place);
    }
    for (const concept of listener.unlessConcepts) unlessConcepts.add(place, placeOf[concept] as number);
  }
  return {
    concepts: concepts.rows(),
    unlessConcepts: unlessConcepts.rows(),
    builds: builds.rows(),
    heeds: Uint8Array.from(order, index => whomOf((listeners[index] as Listener).speaker)),
    turn: Int32Array.from(order),
  };
}

function whomOf(speaker: Listener['speaker']): number {
  return speaker === 'any' ? toAnybody : sideOf(speaker);
}
