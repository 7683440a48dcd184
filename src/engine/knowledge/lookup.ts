/** Finds articles by what was asked. Scores are comparable within one query; confidence is calibrated to [0, 1]. */
export interface Lookup {
  /** `context` are the customer's turns before, newest first: they help an elliptic question (那信用卡呢). */
  find(query: string, context: readonly string[], most: number): readonly Found[];
}

/** One article found. */
export interface Found {
  readonly key: string;
  readonly confidence: number;
}
