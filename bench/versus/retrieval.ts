import { made } from '#bench/engine.ts';
import type { Peers } from '#bench/versus/peers.ts';
import { type Race, race, tidy } from '#bench/versus/race.ts';
import type { Release } from '#domain/release.ts';
import { foldOf } from '#eval/data-split.ts';

/** Finding articles by questions that were kept back from both. */
export interface RetrievalVersus {
  readonly deskside: HitRates;
  readonly minisearch: HitRates;
  readonly speed: Race;
  readonly articles: number;
}

interface HitRates {
  readonly hitAt1: number;
  readonly hitAt3: number;
  readonly buildMs: number;
}

/** A fifth of every article's variants is asked; the rest is what both may know. */
export async function retrievalVersus(release: Release, peers: Peers, mostQueries: number): Promise<RetrievalVersus> {
  const zh = release.articles.filter(({ lang }) => lang === 'zh');
  const questions = zh.flatMap(({ key, variants }) => variants.map((text, index) => ({ key, text, id: `${key} ${index}` })));
  const { test } = foldOf(questions, { group: row => row.id, stratum: row => row.key }, 5, 0);
  const asked = new Set(test.map(({ key, text }) => `${key} ${text}`));
  const articles = zh.map(article => ({ ...article, variants: article.variants.filter(text => !asked.has(`${article.key} ${text}`)) }));

  const { engine, buildMs } = made({ ...release, articles, versions: {} });
  const { lookup } = engine.content('zh');
  const began = performance.now();
  const peer = peers.indexArticles(articles, 'zh');
  const peerMs = performance.now() - began;

  const queries = test.filter((_, index) => index % Math.max(1, Math.floor(test.length / mostQueries)) === 0).slice(0, mostQueries);
  const ours = (text: string): readonly string[] => lookup.find(text, [], 10).map(({ key }) => key);
  const theirs = (text: string): readonly string[] => peer.search(text, 10);
  const rates = (find: (text: string) => readonly string[], ms: number): HitRates => {
    const places = queries.map(({ key, text }) => find(text).indexOf(key));
    const share = (within: number): number =>
      tidy(places.filter(place => place >= 0 && place < within).length / Math.max(1, places.length));
    return { hitAt1: share(1), hitAt3: share(3), buildMs: Math.round(ms) };
  };
  return {
    deskside: rates(ours, buildMs), // of the whole release
    minisearch: rates(theirs, peerMs),
    speed: await race(
      queries,
      ({ text }) => ours(text),
      ({ text }) => theirs(text),
    ),
    articles: articles.length,
  };
}
