/** One mail a robot sends. */
export interface Letter {
  readonly id: string; // names the mail for good: the same again carries the same Message-ID
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** What became of a letter. In doubt: the server may or may not have taken it. */
export type Posted =
  | { readonly kind: 'sent' }
  | { readonly kind: 'not-sent'; readonly why: string }
  | { readonly kind: 'in-doubt'; readonly why: string };

/** Sends mail. Never throws, and answers within a minute. */
export interface Mail {
  send(letter: Letter): Promise<Posted>;
}
