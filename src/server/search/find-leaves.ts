import type { Leaf } from '#domain/leaf.ts';
import type { Content } from '#engine/content.ts';
import { englishScore, titleScore } from '#server/search/title-score.ts';

const most = 30;
const longestQuery = 8; // words

/**
 * Finds leaves of the category tree by what is typed: words of any level (借记卡 挂失, debit loss), pinyin or its initials (brgs), or a code. Every
 * word has to stand somewhere on the way down; a hit in the leaf's own name counts more than one above it.
 */
export function findLeaves(content: Content, query: string): readonly Leaf[] {
  const wanted = query
    .toLowerCase()
    .split(/[\s/>›]+/u)
    .filter(word => word !== '')
    .slice(0, longestQuery);
  if (wanted.length === 0) return [];
  const scored: { leaf: Leaf; score: number }[] = [];
  for (const leaf of content.leaves.values()) {
    const score = scoreOf(leaf, wanted);
    if (score > 0) scored.push({ leaf, score });
  }
  return scored
    .sort((a, b) => b.score - a.score || (a.leaf.code < b.leaf.code ? -1 : 1))
    .slice(0, most)
    .map(({ leaf }) => leaf);
}

function scoreOf(leaf: Leaf, wanted: readonly string[]): number {
  let sum = 0;
  for (const word of wanted) {
    const score = Math.max(
      codeScore(leaf.code.toLowerCase(), word),
      pathScore(leaf.path, word, titleScore),
      pathScore(leaf.pathEn ?? [], word, englishScore),
    );
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function codeScore(code: string, word: string): number {
  if (code === word) return 6;
  return code.startsWith(word) ? 2.5 : 0;
}

/** The best level; the nearer to the leaf the better, by less than what separates a beginning from an inside. */
function pathScore(path: readonly string[], word: string, scoreOf: (word: string, name: string) => number): number {
  return path.reduce((best, name, at) => {
    const score = scoreOf(word, name);
    const isLeaf = at === path.length - 1;
    return score === 0 ? best : Math.max(best, score + (isLeaf ? 1 : 0.1 * at));
  }, 0);
}
