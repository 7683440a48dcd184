/** Asks a configured language model. It may be away, slow or wrong: everything works without it. */
export interface LanguageModel {
  /** Its name, as it is written beside what it made. */
  readonly name: string;
  /** The model's text, or why there is none. Never throws, never takes longer than its time. */
  ask(question: { readonly instructions: string; readonly data: string }): Promise<Answered>;
}

/** What came back. */
export type Answered =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'slow' | 'away' | 'refused' | 'garbled' };
