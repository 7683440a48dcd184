import { normalise, normalText } from '#engine/hear/normal/normalise.ts';
import { compileArticles, type Findable } from '#engine/knowledge/compile.ts';
import { loadIndex } from '#engine/knowledge/load.ts';
import type { Said } from '#engine/knowledge/lookup.ts';
import { plainBm25 } from '#eval/plain-bm25.ts';
import type { Passage, RetrievalSet } from '#eval/retrieval-data.ts';

/** How well passages are found. recallAt10: of all a question wants, the share among the first ten. n = 0 gives null. */
export interface RetrievalFigures {
  readonly hitAt1: number | null;
  readonly hitAt3: number | null;
  readonly hitAt10: number | null;
  readonly recallAt10: number | null;
  readonly msPerQuery: number | null;
}

/** One set measured, the engine's retrieval beside the plain baseline of the same run. */
export interface RetrievalReport {
  readonly name: string;
  readonly n: number;
  readonly passages: number;
  readonly indexSeconds: number;
  readonly engine: RetrievalFigures;
  readonly plain: RetrievalFigures;
}

/** The first ten passages for a question, as ids. */
export type Find = (query: string, context: readonly Said[]) => readonly { readonly id: string; readonly score: number }[];

/** The engine's own index over passages: the title is the question, `similar` its variants, the text the answer. */
export function engineFinder(passages: readonly Passage[]): Find {
  const lang = langOf(passages);
  const lookup = loadIndex(compileArticles(passages.map(findable), lang));
  return (query, context) =>
    lookup.find(normalText(normalise(query, lang)), context, most).map(({ key, confidence }) => ({ id: key, score: confidence }));
}

/** Plain BM25 over everything a passage says; it knows no context. */
export function plainFinder(passages: readonly Passage[]): Find {
  const find = plainBm25(passages.map(({ title, entity, similar, text }) => [title, entity, ...similar, text].join(' ')));
  return query => find(query, most).map(({ place, score }) => ({ id: passages[place]?.passage_id ?? '', score }));
}

const most = 10;

/** Measures one set. `nowMs` is a clock. */
export function evalRetrieval({ name, passages, queries }: RetrievalSet, nowMs: () => number): RetrievalReport {
  const began = nowMs();
  const engine = engineFinder(passages);
  const indexSeconds = rounded((nowMs() - began) / 1000);
  return {
    ...{ name, n: queries.length, passages: passages.length, indexSeconds },
    engine: figuresOf(engine, queries, nowMs),
    plain: figuresOf(plainFinder(passages), queries, nowMs),
  };
}

function figuresOf(find: Find, queries: RetrievalSet['queries'], nowMs: () => number): RetrievalFigures {
  const began = nowMs();
  const found = queries.map(({ query }) => find(query, []).map(({ id }) => id));
  const ms = nowMs() - began;
  const mean = (measure: (ids: readonly string[], wanted: readonly string[]) => number): number | null =>
    queries.length === 0
      ? null
      : rounded(queries.reduce((sum, { wanted }, at) => sum + measure(found[at] ?? [], wanted), 0) / queries.length);
  const hitAt = (first: number) => mean((ids, wanted) => (ids.slice(0, first).some(id => wanted.includes(id)) ? 1 : 0));
  return {
    hitAt1: hitAt(1),
    hitAt3: hitAt(3),
    hitAt10: hitAt(10),
    recallAt10: mean((ids, wanted) => wanted.filter(id => ids.includes(id)).length / wanted.length),
    msPerQuery: queries.length === 0 ? null : rounded(ms / queries.length),
  };
}

function findable({ passage_id, title, entity, similar, text }: Passage): Findable {
  return { key: passage_id, title: [entity, title].join(' ').trim(), question: title, variants: similar, script: text };
}

function langOf(passages: readonly Passage[]): 'zh' | 'en' {
  const given = passages[0]?.lang;
  if (given) return given;
  const text = passages
    .slice(0, 20)
    .map(passage => passage.title + passage.text)
    .join('');
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

/** Three decimals. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
