/** A file's text, however Chinese offices save it: UTF-8 with or without its mark, UTF-16 with its mark, else GB18030. Null: none of these. */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be');
  const text = decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030');
  return text?.includes('\0') ? null : text;
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (trouble) {
    if (trouble instanceof TypeError) return null;
    throw trouble;
  }
}
