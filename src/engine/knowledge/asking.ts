import type { Moment } from '#engine/moment.ts';

/** How a customer's turn wants an answer: as a question, as a need, as something told, as the answer to what the agent asked, or not at all. */
export type Asking = 'question' | 'need' | 'statement' | 'answer' | 'nothing';

/**
 * Reads it from the release's concepts `ask-question`, `ask-need`, `ask-nothing` and `ask-dropped`, and from a question mark. Words that
 * only agree or thank (嗯, 好的, 没有了) ask nothing, whatever stands beside them in a short turn; nor does what is too short to tell, nor
 * a turn that lets a matter go (算了,下次再说). `wasAsked`: the agent asked just before.
 */
export function askingOf(moment: Moment, text: string, wasAsked: boolean): Asking {
  const { own } = moment.content;
  const length = spokenLength(text);
  const isMarked = isMarkedQuestion(text);
  if (length <= shortAnswer && !isMarked && moment.hears(own.askNothing)) return 'nothing';
  const { changed } = moment.facts.topic;
  if (!isMarked && moment.hears(own.askDropped)) return 'nothing';
  if (isMarked || moment.hears(own.askQuestion)) return 'question';
  if (changed) return 'need';
  if (wasAsked) return 'answer';
  if (moment.hears(own.askNeed)) return 'need';
  return length >= shortestStatement ? 'statement' : 'nothing';
}

/** Whether a text was written down as a question. */
export function isMarkedQuestion(text: string): boolean {
  return text.includes('?') || text.includes('\uff1f');
}

/** How much was said: a character of Chinese counts one, a word of letters or digits two. */
export function spokenLength(text: string): number {
  let length = 0;
  let isInWord = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at) | 0x20; // letters as lower case
    const isWord = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x27;
    if (unit >= 0x3400 && unit <= 0x9fff) length++;
    else if (isWord && !isInWord) length += 2;
    isInWord = isWord;
  }
  return length;
}

/** As long as an agreement or thanks may be. */
const shortAnswer = 6;
/** Told in fewer words nobody can tell a matter. */
const shortestStatement = 9;
