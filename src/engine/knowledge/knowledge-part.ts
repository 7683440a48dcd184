/** The retrieval index' share of an artefact: plain JSON. */
export interface KnowledgePart {
  readonly zh: KnowledgeIndex;
  readonly en: KnowledgeIndex;
}

/**
 * One language's articles, turned round: for every gram the articles that hold it and how much of them it is. All integers: the same release gives the same bytes and the same scores.
 */
export interface KnowledgeIndex {
  /** The articles by key, in their order; after them, without a key, what is unlike one and is answered by none. */
  readonly articles: readonly string[];
  /** The grams kept, rising; those that nearly every article holds are left out. */
  readonly grams: readonly number[];
  /** Of every gram: how telling it is, its rarity times 1000. */
  readonly weights: readonly number[];
  /** Of every gram: where its postings begin; one more at the end. */
  readonly starts: readonly number[];
  /** Article × 256 + impact (1 to 255). */
  readonly postings: readonly number[];
  /** What a gram no article holds weighs against a query: it speaks of something else. */
  readonly unknown: number;
  readonly confidence: ConfidenceWeights;
}

/** Log-odds, in thousandths, that the best article found answers the query: learned from the release's own questions. */
export interface ConfidenceWeights {
  readonly bias: number;
  readonly likeness: number;
  readonly margin: number;
  readonly matter: number;
}
