/** Finds articles by what was asked. Confidence is learned from the release's own questions, in [0, 1]. */
export interface Lookup {
  /** `context`: what was said before. It helps a question too short to stand alone (那信用卡呢), and finds nothing by itself. */
  find(query: string, context: readonly Said[], most: number): readonly Found[];
}

/** Words said before the query, and how much they count against its own. */
export interface Said {
  readonly text: string;
  readonly counts: number;
}

/** One article found. */
export interface Found {
  readonly key: string;
  readonly place: number; // among all articles of its language
  readonly confidence: number;
}
