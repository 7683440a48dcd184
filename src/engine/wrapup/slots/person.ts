import { surnameLength } from '#engine/wrapup/slots/surnames.ts';

/** Something read from a text, and where. */
export interface Read {
  readonly value: string;
  readonly span: readonly [number, number];
  /** How far what was read may be trusted, where reading it can tell. */
  readonly confidence?: number;
}

/** The name that begins at or soon after a place (我叫…, 免贵姓高,高志强). A bare surname is read when nothing better follows. */
export function personAfter(text: string, from: number): Read | null {
  const english = /^[\s,:]*((?:[A-Z][a-z'-]+)(?:\s+[A-Z][a-z'-]+){0,2})/.exec(text.slice(from));
  if (english?.[1]) return place(english[1], text, from);

  let surname: Read | null = null;
  for (const run of hanRuns(text, from, from + 12)) {
    const name = nameIn(run.text);
    const isWhole = name !== null && name.length > surnameLength(name);
    if (isWhole && (!surname || name.startsWith(surname.value))) return named(run, name);
    if (name && !surname) surname = named(run, name);
    else if (!name && !surname && !isExplained(run.text)) break;
  }
  return surname;
}

/** The name an answer to "your name?" holds: a stretch by itself that reads like one. */
export function personIn(text: string): Read | null {
  const english = /(?:^|name is |it's |this is |i'm |i am )\s*((?:[A-Z][a-z'-]+)(?:\s+[A-Z][a-z'-]+){1,2})/.exec(text);
  if (english?.[1]) return place(english[1], text, 0);

  const runs = hanRuns(text, 0, text.length);
  const names = runs.flatMap(run => {
    const name = nameIn(run.text);
    return name && name.length > surnameLength(name) ? [named(run, name)] : [];
  });
  const beforeDigits = names.find(({ span }) => digitsFollow.test(text.slice(span[1])));
  return ofSurname(runs, text) ?? beforeDigits ?? names[0] ?? rareName(runs, text);
}

/** 我姓帅,帅哥的帅,帅洪兵,莫笑: the name begins with the surname told before it, though we do not know it. */
function ofSurname(runs: readonly Run[], text: string): Read | null {
  const surname = /(?:免贵|[我俺咱])姓(\p{Script=Han})(?=[,，。、\s])/u.exec(text)?.[1];
  if (surname === undefined) return null;
  const run = runs.find(({ text: words }) => words.startsWith(surname) && /^.{2,3}$/u.test(words) && !noName.test(words));
  return run ? named(run, run.text) : null;
}

/** 查户口啊 马俊杰 四四幺九: the name is what stands before the digits asked for with it. */
const digitsFollow =
  /^[\s,，。、]*(?:[零〇幺一二三四五六七八九\d]{4}|⟦|(?:身份证|证件|手机|电话|尾号|(?:最?后|末|尾)(?:面|头|边|尾|巴|位|了|四)))/u;

/** A surname we do not know: two or three characters by themselves before the digits asked for with the name; up to five where the answer begins with them (才让东智). */
function rareName(runs: readonly Run[], text: string): Read | null {
  const run = runs.find(
    ({ text: words, at }, place) =>
      (place === 0 ? /^.{2,5}$/u : /^.{2,3}$/u).test(words) && !noName.test(words) && digitsFollow.test(text.slice(at + words.length)),
  );
  return run ? named(run, run.text) : null;
}

const noName = /[的是我你您他她这那哪后尾末号码位数话机证份没不了吧啊有就在等看说零〇幺一二三四五六七八九十好对行]/u;

function named(run: Run, name: string): Read {
  const at = run.at + Math.max(0, run.text.indexOf(name));
  return { value: name, span: [at, at + name.length] };
}

function place(value: string, text: string, from: number): Read {
  const at = text.indexOf(value, from);
  return { value, span: [at, at + value.length] };
}

interface Run {
  readonly text: string;
  readonly at: number;
}

/** Stretches of Chinese between punctuation, without the words that lead to a name. */
function hanRuns(text: string, from: number, to: number): readonly Run[] {
  const runs: Run[] = [];
  han.lastIndex = from;
  for (let match = han.exec(text); match !== null && match.index < to; match = han.exec(text)) {
    const lead = leading.exec(match[0])?.[0].length ?? 0;
    runs.push({ text: match[0].slice(lead), at: match.index + lead });
  }
  return runs;
}

const han = /\p{Script=Han}+/gu;

const leading =
  /^(?:嗯|哦|噢|啊|呃|哎|那个|就是|您好|你好|好嘛|好的?|要得|行吧?|中|对|那|我的?名字是?|名字|姓名|户主|户名|全名|大名|[我俺咱]叫|叫做?|[我俺]是|免贵姓?|[我俺]姓|姓|是|本人|俺)+/u;
const trailing =
  /(?:身份证|证件|手机|电话|尾号|尾巴|末尾|末位|末了|(?:最后|后面|后头|后边)|后四位|后4位|末四位|号码|卡号|的|了|吧|啊|呀|哈|先生|女士|小姐|然后|还有|[零〇幺一二三四五六七八九]{3}|我|他|她|在|也|就|现在|已经|想|要|帮|你|您).*$/u;

/** A run is a name when a surname and one or two characters fill it, or stand before words that follow names. */
function nameIn(run: string): string | null {
  const lead = surnameLength(run);
  if (lead === 0) return null;
  if (isExplained(run)) return null;
  const rest = run.slice(lead);
  const again = rest.replace(trailing, '');
  if (rest.startsWith(run.slice(0, lead)) && again.length > Math.max(lead, 2) && again.length <= lead + 2) return again; // 姓苗苗学礼, 姓欧阳欧阳敏
  const spelt = speltAfter(run, lead);
  if (spelt !== null) return spelt;
  const given =
    rest.length <= 2 && !/^[一二三四五六七八九零幺]+$/.test(rest) // 沈一诺 is a name, 高三零 is not
      ? rest.replace(/(?:的|了|吧|啊|呀|哈|先生|女士|小姐)$/u, '')
      : rest.replace(trailing, '');
  if (given.length > 2 || noGivenName.test(given)) return null;
  return run.slice(0, lead + given.length);
}

/** 盖个章 is no name. */
const noGivenName = /[个这那么啥怎没不们]/u;

/** A character told apart by a word it stands in: 盖房子的盖, 遇见的遇. */
function isExplained(run: string): boolean {
  const found = /^(.{1,5})的(.)$/u.exec(run);
  return found !== null && (found[1] as string).includes(found[2] as string);
}

/** The name before such words, said without a pause: 聂国祥国家的国吉祥的祥. */
function speltAfter(run: string, lead: number): string | null {
  for (const given of [2, 1]) {
    const name = run.slice(0, lead + given);
    const word = /^(.{1,4})的(.)/u.exec(run.slice(lead + given));
    if (word && name.includes(word[2] as string) && (word[1] as string).includes(word[2] as string)) return name;
  }
  return null;
}
