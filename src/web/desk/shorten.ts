import type { ScriptPart } from '#domain/advice.ts';
import type { DeskLooks } from '#protocol/rest.ts';
import type { Card } from '#web/desk/seen.ts';

/** A script as far as this agent wants to read it, and whether there is more. */
export interface Shortened {
  readonly parts: readonly ScriptPart[];
  readonly isShort: boolean;
}

/**
 * How much of a card's script is painted: all, its first sentence, or only what is exceptional. What is prescribed word for word, and what
 * answers a question of the customer, is never shortened; phrases that must be said stay beside the rest.
 */
export function shortened(card: Pick<Card, 'script' | 'verbatim' | 'question' | 'card'>, look: DeskLooks['script']): Shortened {
  if (look === 'full' || card.verbatim || card.question !== undefined || card.card === 'article')
    return { parts: card.script, isShort: false };
  const parts = look === 'exceptions' ? [] : firstSentence(card.script);
  return { parts, isShort: lengthOf(parts) < lengthOf(card.script) };
}

function firstSentence(parts: readonly ScriptPart[]): readonly ScriptPart[] {
  const kept: ScriptPart[] = [];
  for (const part of parts) {
    const text = part.kind === 'words' ? part.text : '';
    const end = /[。！？!?；;](?=\S)|[.!?](?=\s+\S)/u.exec(text);
    if (end) return [...kept, { kind: 'words', text: text.slice(0, end.index + 1) }];
    kept.push(part);
    if (/[。！？]$/u.test(text)) return kept; // a blank begins the next one
  }
  return kept;
}

function lengthOf(parts: readonly ScriptPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'words' ? part.text.length : 1), 0);
}
