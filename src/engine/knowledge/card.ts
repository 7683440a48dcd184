import type { Advice, Chip, ScriptPart } from '#domain/advice.ts';
import type { Article } from '#domain/article.ts';
import type { Evidence } from '#domain/evidence.ts';
import { type Facts, sureValue } from '#domain/facts.ts';
import type { Moment } from '#engine/moment.ts';

/** What is remembered of a card on the board. */
export interface ShownCard {
  readonly key: string; // of the article
  readonly question: string;
  readonly confidence: number;
  readonly askedTurn: number;
  readonly evidence: readonly Evidence[];
  readonly said: readonly (Evidence | null)[]; // of every mustSay, in its order
  readonly used: boolean; // the agent clicked or copied it
}

/** The key of an article's card. */
export function cardKey(article: string): string {
  return `card:article:${article}`;
}

/** The advice of a card as it stands. */
export function cardAdvice(card: ShownCard, article: Article, moment: Moment): Advice {
  const { content, facts } = moment;
  const process = article.process === undefined ? undefined : content.processes.get(article.process);
  return {
    key: cardKey(article.key),
    kind: 'card',
    card: 'article',
    title: article.title,
    ...(process ? { tag: process.short } : {}),
    script: scriptOf(article.script, key => content.slots.get(key)?.label ?? key, facts.wrapup),
    mustSay: article.mustSay.map((phrase, index) => chipOf(phrase.label, card.said[index] ?? null)),
    nodes: article.nodes.map(node => (node.includes('/') || !article.process ? node : `${article.process}/${node}`)),
    question: card.question,
    rank: card.askedTurn + card.confidence,
    evidence: [...card.evidence],
    from: { kind: 'article', key: article.key, version: content.versions[`article/${article.key}`] ?? 1 },
    loudness: 'quiet',
  };
}

/** Cuts a script into words and blanks; a blank the talk has filled carries its value. */
export function scriptOf(script: string, labelOf: (slot: string) => string, filled: Facts['wrapup']): ScriptPart[] {
  return script.split(/(\{\{\s*[A-Za-z][A-Za-z0-9]*\s*\}\})/).flatMap((part): ScriptPart[] => {
    const slot = /^\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}$/.exec(part)?.[1];
    if (slot === undefined) return part === '' ? [] : [{ kind: 'words', text: part }];
    const value = sureValue(filled, slot);
    return [{ kind: 'blank', slot, label: labelOf(slot), ...(value === undefined ? {} : { value }) }];
  });
}

function chipOf(label: string, evidence: Evidence | null): Chip {
  return evidence ? { label, said: true, evidence } : { label, said: false };
}
