import type { Moment } from '#engine/moment.ts';

/** How a customer's turn wants an answer: as a question, as a need, or not at all. */
export type Asking = 'question' | 'need' | 'nothing';

/**
 * Reads it from the release's concepts `ask-question`, `ask-need` and `ask-nothing`, and from a question mark. Words that
 * only agree or thank (嗯, 好的, 没有了) ask nothing, whatever stands beside them in a short turn.
 */
export function askingOf(moment: Moment, text: string): Asking {
  const isShort = text.replace(/[\s\p{P}]/gu, '').length <= 6;
  if (isShort && moment.hears(['@ask-nothing']) && !/[??]/.test(text)) return 'nothing';
  if (/[??]/.test(text) || moment.hears(['@ask-question'])) return 'question';
  return moment.facts.topic.changed || moment.hears(['@ask-need']) ? 'need' : 'nothing';
}
