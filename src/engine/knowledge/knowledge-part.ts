/** The retrieval index' share of an artefact: plain JSON. */
export interface KnowledgePart {
  readonly zh: KnowledgeIndex;
  readonly en: KnowledgeIndex;
}

/**
 * One language's questions, turned round: for every gram, the questions that hold it. Weights are integers (idf × 1000), so
 * the same release gives the same bytes and the same scores everywhere.
 */
export interface KnowledgeIndex {
  readonly articles: readonly string[];
  /** Of every question (standard, variant, title or script): which article it asks for. */
  readonly questions: readonly number[];
  /** Of every question: the sum of its grams' weights, times 1 for a question and less for a script. */
  readonly sums: readonly number[];
  /** Of every question: how much a match counts, in thousandths. */
  readonly worth: readonly number[];
  /** gram → [weight, question, question …] */
  readonly grams: Readonly<Record<string, readonly number[]>>;
}
