import { surnameLength } from '#engine/wrapup/slots/surnames.ts';

/** Something read from a text, and where. */
export interface Read {
  readonly value: string;
  readonly span: readonly [number, number];
}

/** The name that begins at or soon after a place (我叫…, 免贵姓高,高志强). A bare surname is read when nothing better follows. */
export function personAfter(text: string, from: number): Read | null {
  const english = /^[\s,:]*((?:[A-Z][a-z'-]+)(?:\s+[A-Z][a-z'-]+){0,2})/.exec(text.slice(from));
  if (english?.[1]) return place(english[1], text, from);

  let surname: Read | null = null;
  for (const run of hanRuns(text, from, from + 12)) {
    const name = nameIn(run.text);
    if (name && name.length > surnameLength(name)) return { value: name, span: [run.at, run.at + name.length] };
    if (name && !surname) surname = { value: name, span: [run.at, run.at + name.length] };
    else if (!name) break;
  }
  return surname;
}

/** The name an answer to "your name?" holds: a stretch by itself that reads like one. */
export function personIn(text: string): Read | null {
  const english = /(?:^|name is |it's |this is |i'm |i am )\s*((?:[A-Z][a-z'-]+)(?:\s+[A-Z][a-z'-]+){1,2})/.exec(text);
  if (english?.[1]) return place(english[1], text, 0);

  for (const run of hanRuns(text, 0, text.length)) {
    const name = nameIn(run.text);
    if (name && name.length > surnameLength(name)) return { value: name, span: [run.at, run.at + name.length] };
  }
  return null;
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

const leading = /^(?:嗯|哦|啊|呃|那个|就是|您好|你好|好的?|对|我的?名字是?|名字|姓名|我叫|叫做?|我是|免贵姓?|我姓|姓|是|本人)+/u;
const trailing =
  /(?:身份证|证件|手机|电话|尾号|后四位|后4位|末四位|号码|卡号|的|了|吧|啊|呀|哈|先生|女士|小姐|然后|还有|零|幺|一|二|三|四|五|六|七|八|九|我|他|她|在|也|就|现在|已经|想|要|帮|你|您).*$/u;

/** A run is a name when a surname and one or two characters fill it, or stand before words that follow names. */
function nameIn(run: string): string | null {
  const lead = surnameLength(run);
  if (lead === 0) return null;
  const rest = run.slice(lead);
  const given =
    rest.length <= 2 && !/^[一二三四五六七八九零幺]+$/.test(rest) // 沈一诺 is a name, 高三零 is not
      ? rest.replace(/(?:的|了|吧|啊|呀|哈|先生|女士|小姐)$/u, '')
      : rest.replace(trailing, '');
  if (given.length > 2) return null;
  return run.slice(0, lead + given.length);
}
