/** The hearing's share of an artefact: plain JSON. */
export interface HearingPart {
  readonly concepts: readonly unknown[];
}
