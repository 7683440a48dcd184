/** One concept heard in one utterance. Spans are half-open, in UTF-16 units of the stored text. */
export interface Hit {
  /** The cue as content writes it: `@key` for a concept, otherwise the pattern itself. */
  readonly concept: string;
  /** The same as the number the ears gave it at load: what aides look up by (engine/cues.ts). -1: nobody asks for it. */
  readonly cue: number;
  readonly span: readonly [number, number];
  readonly how: 'phrase' | 'pattern' | 'example' | 'homophone';
  readonly confidence: number;
  /** What a class inside the pattern caught, normalised: an amount in yuan, a date, digits, a mark. */
  readonly values?: readonly HitValue[];
}

/** A normalised value with the place it was read from. amount in yuan, percent as 3.5, number as digits, date, time and term in words (3月5号, 12期). */
export interface HitValue {
  readonly class: 'number' | 'digits' | 'amount' | 'percent' | 'date' | 'time' | 'term' | 'mark';
  readonly value: string;
  readonly span: readonly [number, number];
}

/** Everything read from one utterance, once: every aide sees the same. */
export interface Heard {
  readonly hits: readonly Hit[];
  /** Cues of acts and steps that nothing in this is like, by number: what patterns heard of them may be doubted. */
  readonly unlike?: readonly number[];
  /** All values found, whether or not a concept wanted them. */
  readonly values: readonly HitValue[];
  /** NFKC, simplified, spoken numbers written as digits. For retrieval; never shown. */
  readonly normal: string;
}
