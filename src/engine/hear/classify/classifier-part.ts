import type { Concept } from '#domain/concept.ts';
import type { ByLang } from '#engine/by-lang.ts';

/**
 * What was learned of one language's examples: plain JSON, numbers in base64 of their little-endian bytes. A text's features each
 * have a row; the rows, added and cut off at zero, are weighed into one score a class.
 */
export interface ClassifierPart {
  /** `one`: a text belongs to one class at most; `many`: each class is judged by itself. */
  readonly kind: 'one' | 'many';
  /** Concept keys, by class. The class `none`, when there is one, is nothing worth hearing. */
  readonly classes: readonly string[];
  /** Whose sentences may be each class. */
  readonly speakers: readonly Concept['speaker'][];
  /** Classes that shut each other out: of those heard in one stretch only the surest counts. */
  readonly rivals?: readonly number[];
  /** Classes that patterns hear as well: what is less likely than this to be one is none, whatever a pattern made of it. */
  readonly doubted?: Doubted;
  /** By class: from which probability on it is heard, where that is more than for the others. */
  readonly sureFrom?: readonly number[];
  readonly width: number; // a multiple of 32
  /** Hashes of the features, those met most first (Uint32). */
  readonly keys: string;
  /** feature × width (Int8). */
  readonly rows: string;
  /** What a unit's bytes are to be multiplied by: width (Float32). */
  readonly rowScales: string;
  /** What each feature adds to the text's square length, in eighths (Uint16). */
  readonly squares: string;
  /** What a feature nobody has seen adds to the square length, by kind, in eighths. */
  readonly unseenSquares: Readonly<Record<string, number>>;
  readonly rowBias: string; // width (Float32)
  readonly out: string; // width × class (Int8)
  readonly outScales: string; // width (Float32)
  readonly outBias: string; // class (Float32)
  readonly temperature: number;
  /** What is less probable than this is not heard. */
  readonly threshold: number;
}

/** Some classes, by number, and the probability below which nothing is like them. */
export interface Doubted {
  readonly classes: readonly number[];
  readonly below: number;
}

/** The concept whose examples are of nothing: what is like them is not heard. */
export const noneClass = 'none';

/** What was learned, by language; nothing where a language has too few examples. */
export type ClassifierParts = ByLang<ClassifierPart>;
