import type { Article } from '#domain/article.ts';
import type { Content } from '#engine/content.ts';
import { ByCue } from '#engine/cues.ts';
import { Sorting } from '#engine/sorting.ts';

/** What the knowledge looks up of a release, made once, so a turn costs its hits alone. */
export interface ArticleIndex {
  /** Cue → the articles that ask to be found by it, by number. */
  readonly byCue: ByCue<readonly number[]>;
  /** Process → the articles that come up when it begins, in whatever words: one of its triggers stands among their cues. */
  readonly openers: ReadonlyMap<string, readonly number[]>;
  readonly articles: readonly Article[]; // in the order of the lookup's
  /** Room for the articles one turn finds. */
  readonly sorting: Sorting;
}

/** The index of a release. */
export function articleIndex(content: Content): ArticleIndex {
  const known = indexes.get(content);
  if (known) return known;

  const articles = [...content.articles.values()];
  const byCue = new Map<string, number[]>();
  const openers = new Map<string, number[]>();
  for (const [number, { cues, process }] of articles.entries()) {
    const triggers = (process === undefined ? undefined : content.processes.get(process)?.triggers) ?? [];
    for (const cue of cues)
      if (process !== undefined && triggers.includes(cue)) add(openers, process, number);
      else add(byCue, cue, number);
  }
  const made: ArticleIndex = {
    byCue: new ByCue(content.cues, byCue),
    openers,
    articles,
    sorting: new Sorting(articles.length),
  };
  indexes.set(content, made);
  return made;
}

function add(to: Map<string, number[]>, key: string, number: number): void {
  const numbers = to.get(key);
  if (!numbers) to.set(key, [number]);
  else if (!numbers.includes(number)) numbers.push(number);
}

const indexes = new WeakMap<Content, ArticleIndex>();
