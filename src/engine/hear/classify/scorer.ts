import { fromBase64 } from '#engine/hear/classify/base64.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { roomForRows } from '#engine/hear/classify/rows.ts';
import { maxRows, readerOf } from '#engine/hear/classify/text-reader.ts';

/** Gives one score a class, the classes filled up behind. The array is used again by the next call; nothing when nothing in the text is known. */
export type Scorer = (text: string) => Float32Array | undefined;

/** Makes what adds up the rows of a text, cuts the sums off at zero and weighs them into scores. */
export function scorerOf(part: ClassifierPart): Scorer {
  const { width } = part;
  const learned = new Int8Array(fromBase64(part.rows));
  const outBias = new Float32Array(fromBase64(part.outBias));
  const wide = Math.ceil(outBias.length / 16) * 16;
  const room = roomForRows(learned.length / 4 + width * (wide + 3) + wide + maxRows, 7);
  const rows = room.bytes(learned.length);
  const out = room.floats(width * wide);
  const sums = room.floats(width);
  const units = room.ints(width);
  const pulls = room.floats(width);
  const scores = room.floats(wide);
  const reader = readerOf(part, room.ints(maxRows));
  const rowScales = new Float32Array(fromBase64(part.rowScales));
  const rowBias = new Float32Array(fromBase64(part.rowBias));
  rows.set(learned);
  spread(part, out, wide);
  return text => {
    if (!reader.read(text)) return undefined;
    const { times } = reader;
    room.addBytes(sums, rows, reader.rows, reader.count);
    let count = 0;
    for (let unit = 0; unit < width; unit++) {
      const pull = (sums[unit] as number) * (rowScales[unit] as number) * times + (rowBias[unit] as number);
      if (pull <= 0) continue;
      units[count] = unit;
      pulls[count++] = pull;
    }
    scores.set(outBias);
    room.gather(scores, out, units, pulls, count);
    return scores;
  };
}

/** Writes the second layer's bytes out as the numbers they stand for. */
function spread(part: ClassifierPart, out: Float32Array, wide: number): void {
  const bytes = new Int8Array(fromBase64(part.out));
  const scales = new Float32Array(fromBase64(part.outScales));
  const classes = part.classes.length;
  for (let unit = 0; unit < part.width; unit++)
    for (let label = 0; label < classes; label++)
      out[unit * wide + label] = (bytes[unit * classes + label] as number) * (scales[unit] as number);
}
