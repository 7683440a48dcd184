import { type ClassName, type PatternNode, parsePattern } from '#engine/hear/pattern.ts';

/** The language an explanation is written in; quoted words stay as the content has them. */
export type ToldIn = 'zh' | 'en';

/** What things are called that a rule or a step refers to by key. */
export interface Names {
  readonly concept: (key: string) => string | undefined;
  readonly process: (key: string) => string | undefined;
  readonly node: (process: string, key: string) => string | undefined;
}

const shown = 3;

/** Some cues as a person reads them: a few examples, and how many there are. */
export function phrasesOf(cues: readonly string[], names: Names, lang: ToldIn): string {
  const all = [...new Set(cues.map(cue => phraseOf(cue, names, lang)))];
  const few = all.slice(0, shown);
  if (all.length <= shown) return few.join(lang === 'zh' ? '或' : ' or ');
  return lang === 'zh' ? `${few.join('、')}等 ${cues.length} 类说法` : `${few.join(', ')} or the like (${cues.length} kinds of wording)`;
}

function phraseOf(cue: string, names: Names, lang: ToldIn): string {
  const quoted = (words: string) => (lang === 'zh' ? `「${words}」` : `“${words}”`);
  if (cue.startsWith('@')) {
    const key = cue.slice(1);
    const named = quoted(names.concept(key) ?? key.slice(key.lastIndexOf('/') + 1));
    return lang === 'zh' ? `${named}一类的话` : `what counts as ${named}`;
  }
  const parsed = parsePattern(cue);
  return quoted('node' in parsed ? exampleOf(parsed.node, lang) : cue);
}

/** One wording a pattern hears: the first of every choice, what is optional left out, a gap as …. */
export function exampleOf(node: PatternNode, lang: ToldIn): string {
  const words = wordsOf(node, lang)
    .replace(/…(\s*…)+/gu, '…')
    .replace(/\s+/gu, ' ')
    .trim();
  const bare = words.replace(/^…|…$/gu, '').trim();
  return bare === '' ? words : bare;
}

function wordsOf(node: PatternNode, lang: ToldIn): string {
  switch (node.kind) {
    case 'words':
      return node.text;
    case 'class':
      return lang === 'zh' ? `〈${classesZh[node.name]}〉` : `〈${classesEn[node.name]}〉`;
    case 'gap':
      return '…';
    case 'all':
      return node.parts.map(part => wordsOf(part, lang)).join('');
    case 'any':
      return node.parts[0] ? wordsOf(node.parts[0], lang) : '';
    case 'maybe':
    case 'start':
    case 'end':
      return '';
  }
}

const classesZh: Readonly<Record<ClassName, string>> = {
  number: '数字',
  digits: '号码',
  amount: '金额',
  percent: '百分比',
  date: '日期',
  time: '时间',
  term: '期限',
  phone: '手机号',
  card: '卡号',
  id: '证件号',
  email: '邮箱',
  password: '密码',
  pin: '取款密码',
  otp: '验证码',
  cvv: '安全码',
  secret: '保密信息',
};

const classesEn: Readonly<Record<ClassName, string>> = {
  number: 'a number',
  digits: 'digits',
  amount: 'an amount',
  percent: 'a percentage',
  date: 'a date',
  time: 'a time',
  term: 'a term',
  phone: 'a phone number',
  card: 'a card number',
  id: 'an ID number',
  email: 'an e-mail address',
  password: 'a password',
  pin: 'a PIN',
  otp: 'a one-time code',
  cvv: 'a security code',
  secret: 'a secret',
};
