type Numbers = Int8Array | Uint8Array | Uint16Array | Uint32Array | Float32Array;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codeOf = Uint8Array.from(letters, letter => letter.charCodeAt(0));
const padding = '='.charCodeAt(0);
/** By character; padding counts as nothing. */
const placeOf = Int8Array.from({ length: 128 }, (_, code) => Math.max(0, letters.indexOf(String.fromCharCode(code))));

/** Numbers as text: their bytes in base64. The machines we run on are all little-endian. */
export function toBase64(numbers: Numbers): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 3 * threesAtOnce) parts.push(lettersOf(bytes.subarray(from, from + 3 * threesAtOnce)));
  return parts.join('');
}

const threesAtOnce = 1024;

function lettersOf(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  for (let at = 0, to = 0; at < bytes.length; at += 3, to += 4) {
    const three = ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    codes[to] = codeOf[three >> 18] as number;
    codes[to + 1] = codeOf[(three >> 12) & 63] as number;
    codes[to + 2] = at + 1 < bytes.length ? (codeOf[(three >> 6) & 63] as number) : padding;
    codes[to + 3] = at + 2 < bytes.length ? (codeOf[three & 63] as number) : padding;
  }
  return String.fromCharCode.apply(null, codes as unknown as number[]);
}

/** The bytes of base64, to be read as numbers. */
export function fromBase64(text: string): ArrayBuffer {
  const padded = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padded);
  const place = (at: number): number => placeOf[text.charCodeAt(at) & 127] as number;
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    const three = (place(at) << 18) | (place(at + 1) << 12) | (place(at + 2) << 6) | place(at + 3);
    bytes[to] = three >> 16;
    bytes[to + 1] = three >> 8;
    bytes[to + 2] = three;
  }
  return bytes.buffer;
}
