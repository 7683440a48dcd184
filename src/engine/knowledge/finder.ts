import { gramsOf, pairWorth, soundWorth } from '#engine/knowledge/grams.ts';
import type { KnowledgeIndex } from '#engine/knowledge/knowledge-part.ts';
import type { Said } from '#engine/knowledge/lookup.ts';

/** An article that shares words with a query. */
export interface Match {
  readonly article: number;
  /** How much of what was asked it holds, in [0, 1]. */
  readonly likeness: number;
  /** How much was shared at all, in [0, 1]: a word or two prove little. */
  readonly matter: number;
}

/** What of an index is looked up in; confidence is read from its matches. */
export type Postings = Omit<KnowledgeIndex, 'confidence'>;

/**
 * Looks queries up in an index: term at a time over integer postings, in accumulators of which only those touched are emptied, so a
 * query costs what it shares with the articles, however many they are.
 */
export class Finder {
  private readonly known: Uint32Array; // a bit where a gram may be known: most of what is asked is not, and is told here
  private readonly rows: Int32Array; // open addressing, all about a gram side by side: see the names of its fields below
  private readonly mask: number;
  private readonly postings: Uint32Array;
  private readonly unknown: number;
  private readonly scores: Float64Array; // of every article; 0 of those not touched
  private readonly touched: Int32Array;
  private readonly best = new Int32Array(kept);
  private touchedCount = 0;
  private stamp = 0;
  private total = 0;

  constructor({ articles, grams, weights, starts, postings, unknown }: Postings) {
    this.postings = Uint32Array.from(postings);
    this.unknown = unknown;
    this.scores = new Float64Array(articles.length);
    this.touched = new Int32Array(articles.length);
    this.mask = 2 ** Math.ceil(Math.log2(Math.max(16, grams.length * 2))) - 1;
    this.rows = new Int32Array((this.mask + 1) * fields);
    this.known = new Uint32Array(knownBits / 32);
    const { rows, known } = this;
    const last = this.mask * fields;
    for (let place = 0; place < grams.length; place++) {
      const gram = grams[place] as number;
      let row = (gram & this.mask) * fields;
      while (rows[row + ofGram] !== 0) row = row === last ? 0 : row + fields;
      rows[row + ofGram] = gram;
      rows[row + ofWeight] = weights[place] as number;
      rows[row + ofStart] = starts[place] as number;
      rows[row + ofEnd] = starts[place + 1] as number;
      const bit = gram & (knownBits - 1);
      known[bit >>> 5] = (known[bit >>> 5] as number) | (1 << (bit & 31));
    }
  }

  /** The articles most like the query, best first; `without`: an article to leave out. */
  find(query: string, context: readonly Said[], without = -1): readonly Match[] {
    this.forget();
    this.stamp++;
    this.total = 0;
    this.read(query, 1, true);
    if (this.touchedCount === 0) return [];
    const leans = Math.min(1, standsAlone / this.total);
    for (const { text, counts } of context) this.read(text, counts * leans, false);

    const total = Math.min(Math.max(this.total, leastQuery), mostQuery);
    const matches: Match[] = [];
    const count = this.choose(without);
    for (let at = 0; at < count; at++) {
      const article = this.best[at] as number;
      const shared = (this.scores[article] as number) / 255;
      matches.push({ article, likeness: Math.min(1, shared / total), matter: Math.min(1, shared / enoughMatter) });
    }
    return matches;
  }

  private forget(): void {
    for (let index = 0; index < this.touchedCount; index++) this.scores[this.touched[index] as number] = 0;
    this.touchedCount = 0;
  }

  /** Adds the postings of a text's grams, each gram once a query; what does not `find` only adds to articles already found. */
  private read(text: string, counts: number, finds: boolean): void {
    const { codes, worths, length } = gramsOf(text);
    const { stamp, rows, postings, scores, touched } = this;
    let { touchedCount, total } = this;
    let isPairKnown = false;
    for (let at = 0; at < length; at++) {
      if (worths[at] === soundWorth && isPairKnown) continue; // written as articles write it: how it sounds adds nothing
      const row = this.rowOf(codes[at] as number);
      if (worths[at] === pairWorth) isPairKnown = row >= 0;
      if (row < 0) {
        if (finds && worths[at] === pairWorth) total += this.unknown * unknownCounts;
        continue;
      }
      if (rows[row + ofQuery] === stamp) continue;
      rows[row + ofQuery] = stamp;
      const weight = (rows[row + ofWeight] as number) * counts;
      total += weight;
      const end = rows[row + ofEnd] as number;
      for (let from = rows[row + ofStart] as number; from < end; from++) {
        const posting = postings[from] as number;
        const article = posting >>> 8;
        const score = scores[article] as number;
        if (score === 0) {
          if (!finds) continue;
          touched[touchedCount++] = article;
        }
        scores[article] = score + weight * (posting & 255);
      }
    }
    this.touchedCount = touchedCount;
    this.total = total;
  }

  /** Where all about a gram stands; -1 for one that no article holds. */
  private rowOf(gram: number): number {
    const bit = gram & (knownBits - 1);
    if ((((this.known[bit >>> 5] as number) >>> (bit & 31)) & 1) === 0) return -1;
    const { rows, mask } = this;
    for (let row = (gram & mask) * fields; ; row = row === mask * fields ? 0 : row + fields) {
      const held = rows[row + ofGram];
      if (held === gram) return row;
      if (held === 0) return -1;
    }
  }

  /** Puts the best by score first; of equals the one that comes first in the release. */
  private choose(without: number): number {
    const { best, touched, scores } = this;
    let count = 0;
    let least = -1; // no score is lower
    for (let index = 0; index < this.touchedCount; index++) {
      const article = touched[index] as number;
      const score = scores[article] as number;
      if (score < least || article === without) continue;
      let at = count < kept ? count++ : count;
      while (at > 0 && this.isBefore(article, score, best[at - 1] as number)) {
        if (at < kept) best[at] = best[at - 1] as number;
        at--;
      }
      if (at < kept) best[at] = article;
      if (count === kept) least = scores[best[kept - 1] as number] as number;
    }
    return count;
  }

  private isBefore(article: number, score: number, other: number): boolean {
    const its = this.scores[other] as number;
    return score > its || (score === its && article < other);
  }
}

/** What a row says of its gram (never 0): its weight, where its postings begin and end, and the query that last held it. */
const fields = 5;
const ofGram = 0;
const ofWeight = 1;
const ofStart = 2;
const ofEnd = 3;
const ofQuery = 4;
const knownBits = 2 ** 20;

/** How many of the best are answered. */
const kept = 10;
/** A question this weighty stands alone; a lighter one leans on what was said before, the more the lighter. */
const standsAlone = 60_000;
/** A query of a word or two is not fully trusted; of a long turn nobody expects that all is about one thing. */
const leastQuery = 20_000;
const mostQuery = 90_000;
/** A pair no article holds weighs against all of them. */
const unknownCounts = 0.25;
const enoughMatter = 40_000;
