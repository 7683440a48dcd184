/** English for every word of a Chinese list; beside a counted one may stand what is said of exactly one (`rules_one`). */
export type InEnglish<Words> = Readonly<
  Record<keyof Words, string> & { readonly [Word in keyof Words & string as `${Word}_one`]?: string }
>;
