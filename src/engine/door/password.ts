import { type Cue, isConnected } from './cue.ts';
import type { Stretch } from './email.ts';
import type { Asked } from './memory.ts';

const plain =
  /^(?:is|was|are|be|a|an|the|my|your|not|no|yes|yeah|ok|okay|wrong|incorrect|correct|right|expired|locked|blocked|reset|changed|forgotten|forgot|invalid|isn't|doesn't|does|did|has|have|had|been|for|and|or|but|it|it's|that|this|to|on|of|in|with|from|by|at|as|so|i|i'm|i've|i'd|we|you|they|he|she|can|can't|cannot|could|will|would|should|sorry|please|why|what|how|when|where|who|still|just|again|never|always|don't|won't|keeps?|same|new|old|code|number|pin|password|app|sms|please|protected|manager|resets?|change|page|link|box|field|um|uh|er|hi|hello|thanks|thank|case|sensitive|too|very|good|weak|strong|hello|sure|fine|done|maybe|wait|hold|let|me|see|think|because|about|after|before|email|phone|card|bank|account|there|here|something|anything|nothing|working|work|works|problem|issue|error|screen|message|says?|said|ready|now|then|if|all|any|do|not)$/;
const numberWord =
  /^(?:zero|oh|o|nought|naught|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir.*|fou.*|fif.*|sixt.*|sevent.*|eight.*|ninet.*|twenty.*|double|triple|treble|hundred|thousand)$/;
const token = /[a-z0-9!@#$%^&*_+=~?-][a-z0-9!@#$%^&*_+=~?.-]{1,63}/g;
const spelling =
  /(?:(?:\b(?:capital|uppercase|upper case|lowercase|lower case|small|dollar|hash|underscore|dash|hyphen|star|asterisk|exclamation|at sign|dot|space|percent|ampersand|question mark|exclamation mark|[a-z](?! mean)|\d+|zero|one|two|three|four|five|six|seven|eight|nine)\b|大写的?|小写的?|下划线|井号|星号|感叹号|艾特|横杠|美元符|加|[零一二三四五六七八九幺]+)[\s,，、.]*){3,}/y;

/** Finds passwords that have letters or signs in them, in folded text, where a word or a question makes them one. */
export function findPasswords(text: string, cues: readonly Cue[], asked: readonly Asked[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const cue of cues) {
    if (!['password', 'pin', 'otp', 'cvv'].includes(cue.kind)) continue;
    const start = cue.to + connectedLength(text.slice(cue.to, cue.to + 40));
    const said = text.slice(cue.to, start);
    const stretch =
      (cue.kind === 'password' ? spelledAt(text, start) : null) ??
      (cue.kind === 'password' && /是|为|:|：|成|\bis\b|叫|用/.test(said) ? wordAt(text, start) : mixedAt(text, start));
    if (stretch) found.push(stretch);
  }
  if (asked.some(ask => ask.certain && ask.kind === 'password') && cues.length === 0) {
    for (const match of text.matchAll(token)) if (isMixed(match[0])) found.push(toStretch(match.index, match[0]));
    const words = text
      .trim()
      .split(/[\s,，。.!！]+/)
      .filter(word => word !== '');
    if (found.length === 0 && words.length <= 3)
      for (const word of words)
        if (/^[a-z][a-z'-]{3,}$/.test(word) && !plain.test(word) && !numberWord.test(word)) found.push(toStretch(text.indexOf(word), word));
    const spelled = /[a-z大小]/.exec(text);
    const stretch = found.length === 0 && spelled ? spelledAt(text, spelled.index) : null;
    if (stretch) found.push(stretch);
  }
  return found;
}

function connectedLength(rest: string): number {
  for (let length = Math.min(rest.length, 20); length > 0; length--) if (isConnected(rest.slice(0, length))) return trimmed(rest, length);
  return 0;
}

/** A connective may have eaten the beginning of a Latin word (a in abc12): give it back. */
function trimmed(rest: string, length: number): number {
  let end = length;
  while (end > 0 && end < rest.length && /[a-z0-9]/.test(rest[end] as string) && /[a-z0-9]/.test(rest[end - 1] as string)) end--;
  return end;
}

function wordAt(text: string, at: number): Stretch | null {
  const match = tokenAt(text, at);
  if (!match || plain.test(match.replace(/[.?!,]+$/, '')) || numberWord.test(match) || /^[\d-]+$/.test(match)) return null;
  return match.length >= 3 ? toStretch(at, match) : null;
}

function mixedAt(text: string, at: number): Stretch | null {
  const match = tokenAt(text, at);
  return match && isMixed(match) ? toStretch(at, match) : null;
}

function tokenAt(text: string, at: number): string | null {
  token.lastIndex = at;
  const match = token.exec(text);
  token.lastIndex = 0;
  return match && match.index === at ? match[0] : null;
}

/** Letters or signs together with digits. */
function isMixed(word: string): boolean {
  return word.length >= 4 && /\d/.test(word) && /[a-z!@#$%^&*_+=~]/.test(word) && !/^\d+(?:st|nd|rd|th|k|m|am|pm)$/.test(word);
}

function spelledAt(text: string, at: number): Stretch | null {
  spelling.lastIndex = at;
  const match = spelling.exec(text);
  if (!match || !/[a-z]/.test(match[0]) || !/(?:^|[\s,写])[a-z](?:[\s,，、.大小]|$)/.test(match[0])) return null;
  const value = match[0].replace(/[\s,，、.]+$/, '');
  return { from: at, to: at + value.length, value };
}

function toStretch(from: number, word: string): Stretch {
  const value = word.replace(/[.?!,]+$/, word => (/^[.,]+$/.test(word) ? '' : word));
  return { from, to: from + value.length, value };
}
