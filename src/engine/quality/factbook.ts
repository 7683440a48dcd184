import type { Article } from '#domain/article.ts';
import type { Content } from '#engine/content.ts';
import { ByCue, type CueNumbers } from '#engine/cues.ts';
import { type Quantity, readFactValue } from '#engine/quality/fact-value.ts';

/** A fact of an article, ready to be compared. */
export interface KnownFact {
  readonly name: string; // K35/每月收费: stable from run to run, memory refers to it
  readonly article: Article;
  readonly title: string;
  readonly value: string;
  readonly quantities: readonly Quantity[];
  /** The sentence of the article's script that states it; the script's beginning where none does. */
  readonly sentence: string;
}

/** The facts of a release's articles, indexed by what makes words speak about them. */
export interface Factbook {
  readonly byCue: ByCue<readonly KnownFact[]>;
  /** By what a customer's question for it says. */
  readonly byQuestion: ByCue<readonly KnownFact[]>;
  readonly byName: ReadonlyMap<string, KnownFact>;
  readonly ofArticle: ReadonlyMap<string, readonly KnownFact[]>;
}

const books = new WeakMap<ReadonlyMap<string, Article>, Factbook>();

/** The facts of these articles; made once for each release. */
export function factbookOf({ articles, cues }: Content): Factbook {
  const known = books.get(articles);
  if (known) return known;
  const made = compile(articles, cues);
  books.set(articles, made);
  return made;
}

function compile(articles: ReadonlyMap<string, Article>, cues: CueNumbers): Factbook {
  const byCue = new Map<string, KnownFact[]>();
  const byQuestion = new Map<string, KnownFact[]>();
  const byName = new Map<string, KnownFact>();
  const ofArticle = new Map<string, readonly KnownFact[]>();
  for (const article of articles.values()) {
    const its: KnownFact[] = [];
    for (const { name, value, about, asked } of article.facts) {
      const quantities = readFactValue(value);
      if (quantities === null) continue; // the content check refuses it
      const fact = {
        name: `${article.key}/${name}`,
        article,
        title: name,
        value,
        quantities,
        sentence: sentenceWith(article.script, value),
      };
      its.push(fact);
      byName.set(fact.name, fact);
      for (const cue of about) byCue.set(cue, [...(byCue.get(cue) ?? []), fact]);
      for (const cue of asked) byQuestion.set(cue, [...(byQuestion.get(cue) ?? []), fact]);
    }
    if (its.length > 0) ofArticle.set(article.key, its);
  }
  return { byCue: new ByCue(cues, byCue), byQuestion: new ByCue(cues, byQuestion), byName, ofArticle };
}

const longest = 200;

function sentenceWith(script: string, value: string): string {
  const sentences = script.split(/(?<=[。!?;！？；\n])/u);
  const found = sentences.find(sentence => value.split('|').some(each => sentence.includes(each)));
  return (found ?? script).trim().slice(0, longest);
}
