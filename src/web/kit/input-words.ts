import type { TFunction } from 'i18next';

const sentences: readonly (readonly [RegExp, string])[] = [
  [/^is required$/, 'input-required'],
  [/^is no number$/, 'input-number'],
  [/^an amount has at most two decimals/, 'input-amount'],
  [/^is no date like/, 'input-date'],
  [/^is none of (?<what>.+)$/s, 'input-choice'],
  [/^is longer than (?<what>\d+) characters$/, 'input-long'],
  [/^has (?<what>\d+) digits and nothing else$/, 'input-digits'],
  [/^has (?<what>\d+ to \d+) digits and nothing else$/, 'input-digits'],
  [/^is no (?<what>phone|card|id)$/, 'input-secret'],
  [/^this bot has no such input$/, 'input-unknown'],
];

/** Why an input of a robot was refused, in the reader's language; a sentence nobody has words for stands as the server wrote it. */
export function inputWords(why: string, t: TFunction): string {
  for (const [pattern, word] of sentences) {
    const found = pattern.exec(why);
    if (found) return t(word, { what: (found.groups?.what ?? '').replace(' to ', '–') });
  }
  return why;
}
