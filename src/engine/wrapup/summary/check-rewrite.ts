import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { surnameLength } from '#engine/wrapup/slots/surnames.ts';
import { promiseNobodyMade } from '#engine/wrapup/summary/promises.ts';
import { saidNumbers } from '#engine/wrapup/summary/said-numbers.ts';

/** What somebody said, and which side. */
export type Said = Pick<Utterance, 'speaker' | 'text'>;

/** What a rewritten clause is held against: our own clause and the words it rests on. */
export interface RewriteSource {
  readonly clause: string;
  readonly words: readonly Said[]; // the utterances of its evidence
}

/** Why a rewriting may not stand; null when it says nothing that its source does not say. */
export function rewriteProblem(text: string, { clause, words }: RewriteSource, lang: Lang): string | null {
  const source = [clause, ...words.map(said => said.text)].join('\n');
  if (text.trim() === '') return 'empty';
  if (text.length > 2 * clause.length + 60) return 'too long';
  if (/[\p{Cc}<>{}[\]`]/u.test(text)) return 'markup';
  const known = new Set(saidNumbers(source, lang));
  const number = saidNumbers(text, lang).find(one => !known.has(one));
  if (number !== undefined) return `a number nobody said: ${number}`;
  const mark = (text.match(/⟦[^⟧]*⟧/gu) ?? []).find(one => !source.includes(one));
  if (mark !== undefined) return 'a sealed value nobody said';
  const bank = words.filter(({ speaker }) => speaker !== 'customer').map(said => said.text);
  const promise = promiseNobodyMade(text, { clause, bank }, lang);
  if (promise !== null) return `a promise nobody made: ${promise}`;
  const name = namesIn(text, lang).find(one => !source.includes(one));
  if (name !== undefined) return 'a name nobody said';
  if (negates.test(text) !== negates.test(clause)) return 'turned into its opposite';
  if (shareKnown(text, source) < leastKnown) return 'words of its own';
  return null;
}

const negates = /没有|没能|未能|未[^来]|无法|不能|不予|失败|拒绝|\b(?:not|no|never|cannot|failed|refused)\b|n't/iu;
/** The least share of character pairs (words, in English) that the source has too. */
const leastKnown = 0.5;

/** Who or what is named: 王先生, 张伟女士, 某某银行; in English two capitalised words, or one after a title. */
function namesIn(text: string, lang: Lang): readonly string[] {
  if (lang === 'en') return text.match(/\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z]\w+|(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+/g) ?? [];
  const people = [...text.matchAll(/(\p{Script=Han}{1,4})(?=先生|女士|小姐|经理|主任|行长|老师)/gu)].flatMap(([, before = '']) => {
    for (let at = 0; at < before.length; at++) if (surnameLength(before.slice(at)) > 0) return [before.slice(at)];
    return [];
  });
  const places = text.match(/\p{Script=Han}{2}(?:银行(?!卡)|支行|分行|公司|法院|派出所|监管局)/gu) ?? [];
  return [...people, ...bareNames(text), ...places];
}

/** 客户张伟来电, 转给李小龙的: a surname and one or two characters where a name stands, with nothing to tell whose. */
function bareNames(text: string): readonly string[] {
  return [...text.matchAll(namePlace)].flatMap(([, name = '']) => {
    const given = name.slice(surnameLength(name));
    const isName = given.length < name.length && given.length > 0 && given.length <= 2 && !/^和/u.test(name) && !noGivenName.test(given);
    return isName ? [name] : [];
  });
}

const namePlace =
  /(?<=^|[,，。;；、:：(（\s]|客户|坐席|员工|同事|持卡人|收款人|经办人?|联系人?|户名|姓名|名叫|由|向|找|给|与|和|跟)(?=(\p{Script=Han}{2,4}?)(?:来电|致电|本人|要求|申请|办理|表示|反映|声?称|咨询|承诺|保证|报案|挂失|处理|核实|转账|汇款|名下|账户|说|已|[,，。;；、)）\d]|$))/gu;
/** Titles, told elsewhere, and what ordinary words that begin like a surname go on with: 金卡, 申请, 解除, 于上午. */
const noGivenName =
  /先生|女士|小姐|经理|主任|行长|老师|办理|[今昨明当]天|[上下]午|柜台|网点|[卡号款账户机行位期额费率息码单证件电网的了为在有间其者员项于请诉询急功用划确烈部除绑冻约续次失面笔统是否]/u;

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
