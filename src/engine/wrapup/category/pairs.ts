/**
 * Visits the pairs of neighbouring characters of a Chinese text and the Latin words in it; of a text without Chinese, the pairs of
 * neighbouring words. A pair of characters is given as its two UTF-16 units, so that a text is searched without being cut up.
 */
export function visitPairs(text: string, onUnits: (first: number, second: number) => void, onWords: (words: string) => void): void {
  if (hasHan(text)) visitHan(text, onUnits, onWords);
  else for (const words of wordPairs(text)) onWords(words);
}

/** The same pairs as strings, each once. */
export function pairsOf(text: string): readonly string[] {
  const pairs = new Set<string>();
  visitPairs(
    text,
    (first, second) => pairs.add(String.fromCharCode(first, second)),
    words => pairs.add(words),
  );
  return [...pairs];
}

function hasHan(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (hanUnits(text, at) > 0) return true;
  return false;
}

const shortestWord = 3;

function visitHan(text: string, onUnits: (first: number, second: number) => void, onWords: (words: string) => void): void {
  let before = -1; // the unit before, while in a run of Chinese
  let wordFrom = -1;
  for (let at = 0; at <= text.length; ) {
    const units = hanUnits(text, at);
    for (let of = at; of < at + units; of++) {
      const unit = text.charCodeAt(of);
      if (before >= 0) onUnits(before, unit);
      before = unit;
    }
    if (units === 0) before = -1;
    if (isLetter(text.charCodeAt(at))) {
      if (wordFrom < 0) wordFrom = at;
    } else if (wordFrom >= 0) {
      if (at - wordFrom >= shortestWord) onWords(text.slice(wordFrom, at).toLowerCase());
      wordFrom = -1;
    }
    at += Math.max(1, units);
  }
}

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}

/** How many units the Chinese character at a place takes: 0 where none begins. Nearly all lie in one block; the pattern knows the rest. */
function hanUnits(text: string, at: number): 0 | 1 | 2 {
  const unit = text.charCodeAt(at);
  if (unit >= 0x4e00 && unit <= 0x9fff) return 1;
  if (!(unit >= 0x2e80) || unit >= 0xff00 || (unit >= 0x3000 && unit <= 0x3004) || (unit >= 0x3008 && unit <= 0x3020)) return 0;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return han.test(character) ? (character.length as 1 | 2) : 0;
}

const han = /\p{Script=Han}/u;

function wordPairs(text: string): readonly string[] {
  const spoken = text.includes('⟦') ? text.replace(/⟦[^⟧]*⟧/gu, ' ') : text;
  const words = (spoken.toLowerCase().match(/[a-z']{2,}/g) ?? []).filter(word => !emptyWords.has(word)).map(stem);
  return words.length === 1 ? words : words.slice(1).map((word, at) => `${words[at]}_${word}`);
}

/** Words that stand between the telling ones. */
const emptyWords = new Set(
  "the an to of or and in on at by for is are was were be it its my your our me you we he she they them this that these those do does did done have has had can could will would shall should may might not no yes so but if as with from up out just very really please er erm um uh oh hi hello i'm i've i'd it's that's there what how why when who which am been about into any some than then ok okay".split(
    ' ',
  ),
);

function stem(word: string): string {
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
  const ending = endings.find(each => bare.endsWith(each));
  const short = ending === undefined ? bare : bare.slice(0, -ending.length);
  return short.length >= 3 ? short : bare;
}

const endings = ['ing', 'ed', 'es', 's'];
