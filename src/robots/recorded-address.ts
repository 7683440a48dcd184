/** An address taken apart; null: no page of the web. */
export function partsOf(
  address: string,
): { readonly origin: string; readonly path: string; readonly query: string; readonly signedIn: boolean } | null {
  const match = /^(https?):\/\/(?:([^/?#@]*)@)?([^/?#@\s]+)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(address);
  if (!match) return null;
  return {
    origin: `${match[1]?.toLowerCase()}://${match[3]?.toLowerCase()}`,
    path: match[4] || '/',
    query: `${match[5] ?? ''}${match[6] ?? ''}`,
    signedIn: match[2] !== undefined,
  };
}

/** A browser's own first page, with which recordings like to begin. */
export function isBlankPage(address: string): boolean {
  return /^(about:|chrome:|edge:)/i.test(address);
}
