/** Finds articles by what was asked. Scores are comparable within one query; confidence is calibrated to [0, 1]. */
export interface Lookup {
  find(query: string, context: readonly string[], most: number): readonly Found[];
}

/** One article found. */
export interface Found {
  readonly key: string;
  readonly confidence: number;
}
