import type { Lang } from '#domain/speaker.ts';
import { normalise } from '#engine/hear/normal/normalise.ts';
import { surnameLength } from '#engine/wrapup/slots/surnames.ts';

/** What a rewritten clause is held against: our own clause and the words it rests on. */
export interface RewriteSource {
  readonly clause: string;
  readonly words: readonly string[]; // the utterances of its evidence
}

/** Why a rewriting may not stand; null when it says nothing that its source does not say. */
export function rewriteProblem(text: string, { clause, words }: RewriteSource, lang: Lang): string | null {
  const source = [clause, ...words].join('\n');
  if (text.trim() === '') return 'empty';
  if (text.length > 2 * clause.length + 60) return 'too long';
  if (/[\p{Cc}<>{}[\]`]/u.test(text)) return 'markup';
  const known = new Set(numbersOf(source, lang));
  const number = numbersOf(text, lang).find(one => !known.has(one));
  if (number !== undefined) return `a number nobody said: ${number}`;
  const mark = (text.match(/⟦[^⟧]*⟧/gu) ?? []).find(one => !source.includes(one));
  if (mark !== undefined) return 'a sealed value nobody said';
  const promise = (text.match(promises) ?? []).find(one => !source.includes(one));
  if (promise !== undefined) return `a promise nobody made: ${promise}`;
  const name = namesIn(text, lang).find(one => !source.includes(one));
  if (name !== undefined) return 'a name nobody said';
  if (negates.test(text) !== negates.test(clause)) return 'turned into its opposite';
  if (shareKnown(text, source) < leastKnown) return 'words of its own';
  return null;
}

const promises = /保证|承诺|担保|一定会|必定|必然|肯定能|包赔|全额赔|绝对|guarantee\w*|promis\w+|assur\w+|definitely|certainly/giu;
const negates = /没有|没能|未能|未[^来]|无法|不能|不予|失败|拒绝|\b(?:not|no|never|cannot|failed|refused)\b|n't/iu;
/** The least share of character pairs (words, in English) that the source has too. */
const leastKnown = 0.5;

function numbersOf(text: string, lang: Lang): readonly string[] {
  const { units, length } = normalise(text, lang);
  return String.fromCharCode(...units.subarray(0, length)).match(/\d+(?:\.\d+)?/g) ?? [];
}

/** Who or what is named: 王先生, 张伟女士, 某某银行; in English two capitalised words, or one after a title. */
function namesIn(text: string, lang: Lang): readonly string[] {
  if (lang === 'en') return text.match(/\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z]\w+|(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+/g) ?? [];
  const people = [...text.matchAll(/(\p{Script=Han}{1,4})(?=先生|女士|小姐|经理|主任|行长|老师)/gu)].flatMap(([, before = '']) => {
    for (let at = 0; at < before.length; at++) if (surnameLength(before.slice(at)) > 0) return [before.slice(at)];
    return [];
  });
  const places = text.match(/\p{Script=Han}{2}(?:银行(?!卡)|支行|分行|公司|法院|派出所|监管局)/gu) ?? [];
  return [...people, ...places];
}

function shareKnown(text: string, source: string): number {
  const pieces = piecesOf(text);
  if (pieces.length === 0) return 1;
  const known = new Set(piecesOf(source));
  return pieces.filter(piece => known.has(piece)).length / pieces.length;
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const run of text.match(/\p{Script=Han}+|[A-Za-z]{3,}/gu) ?? []) {
    if (/[A-Za-z]/.test(run)) pieces.push(run.toLowerCase().slice(0, 5));
    else for (let at = 0; at + 1 < run.length; at++) pieces.push(run.slice(at, at + 2));
  }
  return pieces;
}
