import { fromBase64 } from '#engine/hear/classify/base64.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { textLength } from '#engine/hear/classify/example-set.ts';
import { gramKinds, gramsBetweenWords, gramsInWord, roomForGrams } from '#engine/hear/classify/grams.ts';
import { rowOf, squareOf, tableOf } from '#engine/hear/classify/row-table.ts';
import { mix, readWords, roomForWords } from '#engine/hear/classify/words.ts';

/** Finds the rows of a text. What it found last stays until the next text. */
export interface TextReader {
  /** The rows of the text's features, in its first `count` places. */
  readonly rows: Int32Array;
  count: number;
  /** What the rows' sum is to be multiplied by for every text to have one length, what is unknown in it included. */
  times: number;
  /** Whether anything in the text is known. */
  read(text: string): boolean;
}

/** The hash under which a whole known word stands, its stem and letters added into one row. */
export const wholeWord = (hash: number): number => mix(hash, 7);

/** No more rows are added up for one text. */
export const maxRows = 255;

/** Makes a reader for what was learned, that writes row numbers into `rows`. */
export function readerOf(
  { keys, squares, unseenSquares }: Pick<ClassifierPart, 'keys' | 'squares' | 'unseenSquares'>,
  rows: Int32Array,
): TextReader {
  const table = tableOf(new Uint32Array(fromBase64(keys)), new Uint16Array(fromBase64(squares)));
  const unseen = Uint16Array.from(gramKinds, kind => unseenSquares[kind] ?? 0);
  const words = roomForWords();
  const grams = roomForGrams();
  const reader: TextReader = {
    rows,
    count: 0,
    times: 1,
    read(text) {
      let count = 0;
      let square = 0;
      grams.count = 0;
      readWords(text, words);
      for (let word = 0; word < words.count; word++) {
        const found = table.find(wholeWord(words.whole[word] as number));
        if (found === 0) {
          gramsInWord(text, words, word, grams);
          continue;
        }
        if (count < maxRows) rows[count++] = rowOf(found);
        square += squareOf(found);
      }
      gramsBetweenWords(words, grams);
      for (let at = 0; at < grams.count; at++) {
        const found = table.find(grams.hash[at] as number);
        if (found !== 0 && count < maxRows) rows[count++] = rowOf(found);
        square += found === 0 ? (unseen[grams.kind[at] as number] as number) : squareOf(found);
      }
      reader.count = count;
      reader.times = textLength / Math.sqrt(square / 8 || 1);
      return count > 0;
    },
  };
  return reader;
}
