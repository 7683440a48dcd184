import type { Release } from '#domain/release.ts';
import { Finds, findWords, makeTree } from '#engine/hear/match/word-tree.ts';
import { fold, Page } from '#engine/hear/normal/fold.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';

/**
 * How rare words are in a bank's own talk, from 0 to 1: the share of the release's texts (titles, questions, scripts, phrases …)
 * that hold each. A pattern is tried only where its rarest necessary words stand, so a guess is good enough.
 */
export function sharesOf(words: readonly string[], release: Release): Float64Array {
  const texts = [...textsIn(release)];
  const held = new Float64Array(words.length).fill(0.5);
  const seenIn = new Int32Array(words.length);
  const tree = makeTree(words.map(unitsOf), index => index + 1);
  const finds = new Finds();
  const page = new Page();
  for (const [index, text] of texts.entries()) {
    const { units, length } = fold(text, page);
    findWords(tree, units, length, mostFound, finds);
    for (let at = 0; at < finds.count; at++) {
      const word = (finds.name[at] as number) - 1;
      if (seenIn[word] === index + 1) continue;
      seenIn[word] = index + 1;
      held[word] = (held[word] as number) + 1;
    }
  }
  return held.map(count => count / (texts.length + 1));
}

const mostFound = 20_000;
const longest = 2000;

/** All strings of a release, wherever they stand. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value.slice(0, longest);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}
