import { readSentences, type Sentences } from '#engine/hear/match/sentences.ts';
import type { Tools } from '#engine/hear/match/sharpen.ts';
import { soundOf } from '#engine/hear/match/sounds.ts';
import type { Normal } from '#engine/hear/normal/normalise.ts';

/** What stands where in one utterance: for every symbol its places, as start, end, start, end …, by start. */
export interface Places extends Sentences {
  readonly normal: Normal;
  /** Symbols that stand somewhere, as they were first found. */
  readonly present: readonly number[];
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
  const { readings, places } = scratch;
  const present: number[] = [];
  const put = (symbol: number, start: number, end: number): void => {
    const list = places[symbol] as number[];
    if (readings[symbol] !== reading) {
      readings[symbol] = reading;
      list.length = 0;
      present.push(symbol);
    }
    list.push(start, end);
  };
  tools.literals.scan(normal.units, normal.length, maxPlaces, put);
  if (part.sounds.length > 0) hearSounds(tools, normal, put);
  return {
    ...readSentences(normal),
    normal,
    present,
    put,
    at: symbol => (readings[symbol] === reading ? (places[symbol] as number[]) : nowhere),
    isSound: symbol => symbol >= part.literals.length && symbol < classFrom,
    work: normal.length,
  };
}

const nowhere: readonly number[] = [];

/** Whether one of the symbols stands somewhere. */
export function has(places: Places, symbols: readonly number[]): boolean {
  for (let at = 0; at < symbols.length; at++) if (places.at(symbols[at] as number) !== nowhere) return true;
  return false;
}

/** Reads the text by ear, before its numbers became digits (分七 sounds like 分期). */
function hearSounds(tools: Tools, { folded, place }: Normal, put: Places['put']): void {
  const from = tools.part.literals.length;
  tools.sounds.scan(folded.units.map(soundOf), folded.length, maxPlaces, (word, start, end) =>
    put(from + word, place[start] as number, place[end] as number),
  );
}
