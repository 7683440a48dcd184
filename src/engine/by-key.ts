/** Orders what has a key by it: what is compiled of the same things is the same, in whatever order they come. */
export function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
