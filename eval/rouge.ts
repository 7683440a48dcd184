/** How much of a text another text says: harmonic means of precision and recall over tokens, pairs of tokens, and the longest common order. */
export interface Rouge {
  readonly rouge1: number;
  readonly rouge2: number;
  readonly rougeL: number;
}

/** ROUGE-1, -2 and -L. A token is a Chinese character, a number, or a word in letters; punctuation does not count. */
export function rouge(ours: string, theirs: string): Rouge {
  const left = tokensOf(ours);
  const right = tokensOf(theirs);
  return {
    rouge1: harmonic(shared(left, right), left.length, right.length),
    rouge2: harmonic(shared(pairsOf(left), pairsOf(right)), Math.max(0, left.length - 1), Math.max(0, right.length - 1)),
    rougeL: harmonic(longestCommon(left, right), left.length, right.length),
  };
}

function tokensOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|\d+(?:\.\d+)?|[a-z]+/gu) ?? []
  );
}

function pairsOf(tokens: readonly string[]): readonly string[] {
  return tokens.slice(1).map((token, index) => `${tokens[index]} ${token}`);
}

/** How many tokens both have, each counted as often as the side that has fewer. */
function shared(left: readonly string[], right: readonly string[]): number {
  const open = new Map<string, number>();
  for (const token of right) open.set(token, (open.get(token) ?? 0) + 1);
  return left.filter(token => {
    const rest = open.get(token) ?? 0;
    open.set(token, rest - 1);
    return rest > 0;
  }).length;
}

function longestCommon(left: readonly string[], right: readonly string[]): number {
  let row = right.map(() => 0);
  for (const token of left) {
    const above = row;
    row = [];
    right.forEach((other, at) => {
      row.push(token === other ? (above[at - 1] ?? 0) + 1 : Math.max(above[at] ?? 0, row[at - 1] ?? 0));
    });
  }
  return row.at(-1) ?? 0;
}

function harmonic(both: number, left: number, right: number): number {
  return left + right === 0 ? 0 : (2 * both) / (left + right);
}
