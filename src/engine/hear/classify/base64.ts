type Numbers = Int8Array | Uint8Array | Uint16Array | Uint32Array | Float32Array;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** By character; padding counts as nothing. */
const placeOf = Int8Array.from({ length: 128 }, (_, code) => Math.max(0, letters.indexOf(String.fromCharCode(code))));

/** Numbers as text: their bytes in base64. The machines we run on are all little-endian. */
export function toBase64(numbers: Numbers): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 3072) {
    let part = '';
    for (let at = from; at < Math.min(from + 3072, bytes.length); at += 3) {
      const left = bytes.length - at;
      const three = ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      part += letters[three >> 18] as string;
      part += letters[(three >> 12) & 63] as string;
      part += left > 1 ? (letters[(three >> 6) & 63] as string) : '=';
      part += left > 2 ? (letters[three & 63] as string) : '=';
    }
    parts.push(part);
  }
  return parts.join('');
}

/** The bytes of base64, to be read as numbers. */
export function fromBase64(text: string): ArrayBuffer {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const place = (at: number): number => placeOf[text.charCodeAt(at) & 127] as number;
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    const three = (place(at) << 18) | (place(at + 1) << 12) | (place(at + 2) << 6) | place(at + 3);
    bytes[to] = three >> 16;
    bytes[to + 1] = three >> 8;
    bytes[to + 2] = three;
  }
  return bytes.buffer;
}
