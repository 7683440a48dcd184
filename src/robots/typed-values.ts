/** What was typed while recording. It is known here so that it can be kept out of everything a bot's file says. */
export interface TypedValue {
  readonly text: string;
  readonly secret: boolean;
  readonly as: string; // the template that stands for it; none for a secret
}

/** Whether a text holds what somebody typed, as it is or as an address writes it. */
export function typedIn(typed: readonly TypedValue[], text: string): TypedValue | undefined {
  return [...typed]
    .sort((a, b) => Number(b.secret) - Number(a.secret))
    .find(value => isTelling(value) && ways(value.text).some(way => text.includes(way)));
}

/** The text with every typed value replaced by the input it became. Ask `typedIn` for secrets first. */
export function withInputs(typed: readonly TypedValue[], text: string): string {
  const longestFirst = typed.filter(value => !value.secret && isTelling(value)).sort((a, b) => b.text.length - a.text.length);
  let pieces: readonly { readonly text: string; readonly done: boolean }[] = [{ text, done: false }];
  for (const value of longestFirst) {
    for (const way of ways(value.text)) {
      pieces = pieces.flatMap(piece =>
        piece.done
          ? [piece]
          : piece.text.split(way).flatMap((part, at) =>
              at === 0
                ? [{ text: part, done: false }]
                : [
                    { text: value.as, done: true },
                    { text: part, done: false },
                  ],
            ),
      );
    }
  }
  return pieces.map(piece => piece.text).join('');
}

/** One letter or digit is everywhere and tells nothing; a Chinese name of two characters does. */
function isTelling({ text, secret }: TypedValue): boolean {
  return text.length >= (secret ? 3 : /^[\x20-\x7e]*$/.test(text) ? 4 : 2);
}

function ways(text: string): readonly string[] {
  const encoded = encodeURIComponent(text.toWellFormed());
  return [...new Set([text, encoded, encoded.replaceAll('%20', '+')])];
}
