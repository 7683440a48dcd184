import type { Speaker } from '#domain/speaker.ts';
import type { HearingPart } from '#engine/hear/hearing-part.ts';
import { type Automaton, makeAutomaton } from '#engine/hear/match/automaton.ts';
import { type SpokenWord, wordsBySound } from '#engine/hear/match/by-ear.ts';
import { CodeWriter } from '#engine/hear/match/code.ts';
import { type Nominations, nominationsOf } from '#engine/hear/match/nominate.ts';
import { Gathering, type Rows } from '#engine/hear/match/rows.ts';
import { syllableOf } from '#engine/hear/match/sounds.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';
import { classNames } from '#engine/hear/pattern.ts';

/** A compiled part made ready for reading: automata, code, and the ways from symbols to programs to listeners. Never changes. */
export interface Tables {
  readonly part: HearingPart;
  readonly literals: Automaton;
  readonly sounds: Automaton;
  /** By word of `sounds`: the words that sound so. */
  readonly alike: readonly (readonly SpokenWord[])[];
  /** The first symbol that is a sound, a class; the symbols for where sentences begin and end; how many symbols there are. */
  readonly soundFrom: number;
  readonly classFrom: number;
  readonly sentenceStart: number;
  readonly sentenceEnd: number;
  readonly symbols: number;
  readonly code: Int32Array;
  /** By program: where its code begins. */
  readonly codeOf: Int32Array;
  /** Programs that may match; value programs (their place in part.values) that may. */
  readonly nominates: Nominations;
  readonly nominatesValues: Nominations;
  /** By program: who listens for it, as listener × 4 + what it is to that listener (see offers.ts). */
  readonly listensFor: Rows;
  /** By listener: those that build on it; whether it builds on others, and others on it; whose words it heeds; its place among all names. */
  readonly builds: Rows;
  readonly isBuilt: Uint8Array;
  readonly isBuiltOn: Uint8Array;
  readonly heeds: Uint8Array;
  readonly rank: Int32Array;
  readonly names: readonly string[];
  readonly classesOf: readonly (readonly string[])[];
}

/** What a program is to a listener. */
export const asPhrase = 0;
export const asPattern = 1;
export const asExemption = 2;

/** The side a speaker is on, as a number; a bot speaks for the bank. */
export function sideOf(speaker: Speaker): number {
  return speaker === 'customer' ? 1 : 2;
}

/** Whether a listener heeds what is said on this side. */
export function heeds(tables: Tables, listener: number, side: number): boolean {
  const whom = tables.heeds[listener];
  return whom === anybody || whom === side;
}

const anybody = 0;

/** Makes a part ready for reading. */
export function sharpen(part: HearingPart): Tables {
  const soundFrom = part.literals.length;
  const classFrom = soundFrom + part.sounds.length;
  const sentenceStart = classFrom + classNames.length;
  const sentenceEnd = sentenceStart + 1;
  const symbols = sentenceEnd + 1;

  const alike = wordsBySound(part.sounds, soundFrom);
  const writer = new CodeWriter(part.groups, sentenceStart, sentenceEnd);
  const codeOf = Int32Array.from(part.programs, ({ join }) => writer.write(join));
  return {
    part,
    literals: makeAutomaton(part.literals.map(unitsOf)),
    sounds: makeAutomaton(
      alike.map(({ sounds }) => sounds),
      syllableOf,
    ),
    alike: alike.map(({ words }) => words),
    soundFrom,
    classFrom,
    sentenceStart,
    sentenceEnd,
    symbols,
    code: writer.code(),
    codeOf,
    nominatesValues: nominationsOf(
      part,
      symbols,
      part.values.map(({ program }, index) => [index, program] as const),
    ),
    ...listenersOf(part, symbols),
    names: part.listeners.map(({ name }) => name),
    classesOf: part.listeners.map(({ classes }) => classes),
  };
}

function listenersOf(
  part: HearingPart,
  symbols: number,
): Pick<Tables, 'nominates' | 'listensFor' | 'builds' | 'isBuilt' | 'isBuiltOn' | 'heeds' | 'rank'> {
  const listensFor = new Gathering(part.programs.length);
  const builds = new Gathering(part.listeners.length);
  const wanted = new Set<number>(); // the programs of values run before all others, on their own
  for (const what of [asPhrase, asPattern, asExemption] as const)
    for (const [index, listener] of part.listeners.entries())
      for (const program of [listener.phrases, listener.patterns, listener.unless][what] as readonly number[])
        listensFor.add(program, index * 4 + what);
  const isBuiltOn = new Uint8Array(part.listeners.length);
  for (const [index, { phrases, patterns, unless, concepts, unlessConcepts }] of part.listeners.entries()) {
    for (const concept of concepts) builds.add(concept, index);
    for (const concept of [...concepts, ...unlessConcepts]) isBuiltOn[concept] = 1;
    for (const program of [...phrases, ...patterns, ...unless]) wanted.add(program);
  }
  return {
    nominates: nominationsOf(part, symbols, wanted.entries()),
    listensFor: listensFor.rows(),
    builds: builds.rows(),
    isBuilt: Uint8Array.from(part.listeners, ({ concepts, unlessConcepts }) => (concepts.length + unlessConcepts.length > 0 ? 1 : 0)),
    isBuiltOn,
    heeds: Uint8Array.from(part.listeners, ({ speaker }) => (speaker === 'any' ? anybody : sideOf(speaker))),
    rank: rankOf(part.listeners.map(({ name }) => name)),
  };
}

/** By name: how many names come before it. */
function rankOf(names: readonly string[]): Int32Array {
  const rank = new Int32Array(names.length);
  const order = names.map((_, at) => at).sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));
  for (const [at, index] of order.entries()) rank[index] = at;
  return rank;
}
