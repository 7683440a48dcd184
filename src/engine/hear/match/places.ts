import type { Program } from '#engine/hear/hearing-part.ts';
import { readSentences, type Sentences } from '#engine/hear/match/sentences.ts';
import type { Tools } from '#engine/hear/match/sharpen.ts';
import { soundOf } from '#engine/hear/match/sounds.ts';
import type { Normal } from '#engine/hear/normal/normalise.ts';

/** What stands where in one utterance: for every symbol its places, as start, end, start, end …, by start. */
export interface Places extends Sentences {
  readonly normal: Normal;
  /** Symbols that stand somewhere, as they were first found. */
  readonly present: readonly number[];
  /** Whether a symbol of a group stands somewhere. */
  has(group: number): boolean;
  /** The symbols of a group that stand somewhere. */
  of(group: number): readonly number[];
  at(symbol: number): readonly number[];
  put(symbol: number, start: number, end: number): void;
  isSound(symbol: number): boolean;
  /** Places looked at so far: bounds are tested with it. */
  work: number;
}

/** More places than this are not looked for: an utterance of nothing but one repeated cue is heard well enough. */
const maxPlaces = 60_000;

/** Finds all literals and sounds of a text. */
export function placesIn(tools: Tools, normal: Normal): Places {
  const { part, classFrom, scratch } = tools;
  const reading = ++scratch.reading;
  const { symbolRead, places, groupMet, groupRead, members } = scratch;
  const present: number[] = [];
  const put = (symbol: number, start: number, end: number): void => {
    const list = places[symbol] as number[];
    if (symbolRead[symbol] !== reading) {
      symbolRead[symbol] = reading;
      list.length = 0;
      scratch.version++;
      present.push(symbol);
      for (const group of tools.groupsOf[symbol] as readonly number[]) groupMet[group] = reading;
    }
    list.push(start, end);
  };
  tools.literals.scan(normal.units, normal.length, maxPlaces, put);
  if (part.sounds.length > 0) hearSounds(tools, normal, put);
  return {
    ...readSentences(normal),
    normal,
    present,
    has: group => groupMet[group] === reading,
    of: group => {
      const met = members[group] as number[];
      if (groupRead[group] === scratch.version) return met;
      groupRead[group] = scratch.version;
      met.length = 0;
      for (const symbol of part.groups[group] as readonly number[]) if (symbolRead[symbol] === reading) met.push(symbol);
      return met;
    },
    put,
    at: symbol => (symbolRead[symbol] === reading ? (places[symbol] as number[]) : nowhere),
    isSound: symbol => symbol >= part.literals.length && symbol < classFrom,
    work: normal.length,
  };
}

const nowhere: readonly number[] = [];

/** Whether everything a program needs stands somewhere. */
export function hasAll(places: Places, { needs }: Program): boolean {
  for (let at = 1; at < needs.length; at++) if (!places.has(needs[at] as number)) return false;
  return true;
}

/** Reads the text by ear, before its numbers became digits (分七 sounds like 分期). */
function hearSounds(tools: Tools, { folded, place }: Normal, put: Places['put']): void {
  const from = tools.part.literals.length;
  tools.sounds.scan(folded.units.map(soundOf), folded.length, maxPlaces, (word, start, end) =>
    put(from + word, place[start] as number, place[end] as number),
  );
}
