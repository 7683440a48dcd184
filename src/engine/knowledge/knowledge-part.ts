/** The retrieval index' share of an artefact: plain JSON. */
export interface KnowledgePart {
  readonly zh: unknown;
  readonly en: unknown;
}
