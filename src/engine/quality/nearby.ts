/** A stretch of a text, half-open. */
type Stretch = readonly [number, number];

const clauseEnds = new Set([...',,、。.!！?？;；…—\n']);
const sentenceEnds = new Set([...'。.!！?？;；…\n']);
const reach = 24;
const reachBack = 8;
const perClause = 12; // what stands in the next clause is farther away than its characters

/** How far a value stands from the words that speak of it: in the same clause or the next; otherwise infinitely far. */
export function gapBetween(cue: Stretch, value: Stretch, text: string): number {
  if (value[0] < cue[1] && value[1] > cue[0]) return 0;
  if (value[1] <= cue[0]) {
    const isNear = cue[0] - value[1] <= reachBack && endsIn(text, value[1], cue[0]).length === 0;
    return isNear ? cue[0] - value[1] : Number.POSITIVE_INFINITY;
  }
  const ends = endsIn(text, cue[1], value[0]);
  const isNear = value[0] - cue[1] <= reach && ends.length <= 1 && ends.every(end => !sentenceEnds.has(end));
  return isNear ? value[0] - cue[1] + ends.length * perClause : Number.POSITIVE_INFINITY;
}

/** Whether the clause a value stands in ends with a question mark. */
export function isAsked(text: string, value: Stretch): boolean {
  const [first] = endsIn(text, value[1], text.length);
  return first === '?' || first === '？';
}

/** The clause ends of a stretch; points and commas inside numbers are none. */
function endsIn(text: string, from: number, to: number): readonly string[] {
  const ends: string[] = [];
  for (let at = from; at < to; at++) {
    const char = text[at] as string;
    if (clauseEnds.has(char) && !(/[.,]/.test(char) && isDigit(text[at - 1]) && isDigit(text[at + 1]))) ends.push(char);
  }
  return ends;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}
