import type { HearingPart } from '#engine/hear/hearing-part.ts';
import { type Automaton, makeAutomaton } from '#engine/hear/match/automaton.ts';
import { soundsOf } from '#engine/hear/match/sounds.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';
import { classNames } from '#engine/hear/pattern.ts';

/** A compiled part made ready for reading: automata and the ways from symbols to programs to listeners. Only scratch ever changes. */
export interface Tools {
  readonly part: HearingPart;
  readonly literals: Automaton;
  readonly sounds: Automaton;
  /** The first symbol that is a class. */
  readonly classFrom: number;
  readonly symbols: number;
  /** By symbol: programs that may match where it stands. */
  readonly nominates: Lists;
  /** By symbol: value programs (their place in part.values) that may match where it stands. */
  readonly nominatesValues: Lists;
  /** By program: listeners for which it is a phrase, a pattern, an exemption. */
  readonly phraseOf: Lists;
  readonly patternOf: Lists;
  readonly exemptionOf: Lists;
  /** By listener: those that build on it. */
  readonly builds: Lists;
  /** By symbol: the groups it belongs to. */
  readonly groupsOf: Lists;
  readonly scratch: Scratch;
}

/** Lists of the one reading there is at a time; each with the number of the reading it belongs to. */
export interface Scratch {
  reading: number;
  /** Goes up with every symbol that is met. */
  version: number;
  /** By group: the last reading in which one of its symbols stood somewhere. */
  readonly groupMet: Int32Array;
  readonly symbolRead: Int32Array;
  readonly places: readonly number[][];
  readonly groupRead: Int32Array;
  readonly members: readonly number[][];
  readonly tried: Int32Array;
}

/** Lists of small numbers by number; most are empty. */
export type Lists = readonly (readonly number[])[];

/** Makes a part ready for reading. */
export function sharpen(part: HearingPart): Tools {
  const classFrom = part.literals.length + part.sounds.length;
  const symbols = classFrom + classNames.length;
  const nominates = new Gathering(symbols);
  const phraseOf = new Gathering(part.programs.length);
  const patternOf = new Gathering(part.programs.length);
  const exemptionOf = new Gathering(part.programs.length);
  const builds = new Gathering(part.listeners.length);
  const groupsOf = new Gathering(symbols);
  for (const [index, group] of part.groups.entries()) for (const symbol of group) groupsOf.add(symbol, index);

  const wanted = new Set<number>(); // the programs of values run before all others, on their own
  for (const [index, listener] of part.listeners.entries()) {
    for (const program of listener.phrases) phraseOf.add(program, index);
    for (const program of listener.patterns) patternOf.add(program, index);
    for (const program of listener.unless) exemptionOf.add(program, index);
    for (const concept of listener.concepts) builds.add(concept, index);
    for (const program of [...listener.phrases, ...listener.patterns, ...listener.unless]) wanted.add(program);
  }
  for (const program of wanted) for (const symbol of firstNeed(part, program)) nominates.add(symbol, program);

  const nominatesValues = new Gathering(symbols);
  for (const [index, value] of part.values.entries())
    for (const symbol of firstNeed(part, value.program)) nominatesValues.add(symbol, index);

  return {
    part,
    literals: makeAutomaton(part.literals.map(unitsOf)),
    sounds: makeAutomaton(part.sounds.map(words => soundsOf(words) ?? [])),
    classFrom,
    symbols,
    nominates: nominates.lists,
    nominatesValues: nominatesValues.lists,
    phraseOf: phraseOf.lists,
    patternOf: patternOf.lists,
    exemptionOf: exemptionOf.lists,
    builds: builds.lists,
    groupsOf: groupsOf.lists,
    scratch: {
      reading: 0,
      version: 1,
      symbolRead: new Int32Array(symbols),
      places: Array.from({ length: symbols }, () => []),
      groupMet: new Int32Array(part.groups.length),
      groupRead: new Int32Array(part.groups.length),
      members: part.groups.map(() => []),
      tried: new Int32Array(part.programs.length),
    },
  };
}

function firstNeed({ programs, groups }: HearingPart, program: number): readonly number[] {
  return groups[programs[program]?.needs[0] as number] as readonly number[];
}

const nothing: readonly number[] = [];

class Gathering {
  readonly lists: (readonly number[])[];
  constructor(length: number) {
    this.lists = new Array(length).fill(nothing);
  }
  add(at: number, item: number): void {
    if (this.lists[at] === nothing) this.lists[at] = [item];
    else (this.lists[at] as number[]).push(item);
  }
}
