/** The plain baseline: BM25 (k1 1.2, b 0.75) over words, and over pairs of Chinese characters. Best first, with the score. */
export function plainBm25(
  texts: readonly string[],
): (query: string, most: number) => readonly { readonly place: number; readonly score: number }[] {
  const counted = texts.map(text => countTerms(text));
  const lengths = counted.map(counts => [...counts.values()].reduce((sum, times) => sum + times, 0));
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const holders = new Map<string, [number, number][]>();
  counted.forEach((counts, place) => {
    for (const [term, times] of counts) {
      const list = holders.get(term);
      if (list) list.push([place, times]);
      else holders.set(term, [[place, times]]);
    }
  });

  return (query, most) => {
    const scores = new Map<number, number>();
    for (const term of countTerms(query).keys()) {
      const list = holders.get(term) ?? [];
      const rarity = Math.log(1 + (texts.length - list.length + 0.5) / (list.length + 0.5));
      for (const [place, times] of list) {
        const part = (times * 2.2) / (times + 1.2 * (0.25 + (0.75 * (lengths[place] as number)) / average));
        scores.set(place, (scores.get(place) ?? 0) + rarity * part);
      }
    }
    return [...scores]
      .map(([place, score]) => ({ place, score }))
      .sort((a, b) => b.score - a.score || a.place - b.place)
      .slice(0, most);
  };
}

function countTerms(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (term: string): void => void counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const run of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[\p{L}\p{N}']+/gu) ?? []) {
    if (!/^\p{Script=Han}/u.test(run)) add(run);
    else if (run.length === 1) add(run);
    else for (let at = 0; at + 1 < run.length; at++) add(run.slice(at, at + 2));
  }
  return counts;
}
