import type { MarkClass } from '#domain/mark.ts';
import type { Lang, Speaker } from '#domain/speaker.ts';
import { chance, type Dice, pick, upTo } from './dice.ts';

/** A stretch of an utterance; secret parts must not survive, harmless ones must. */
export interface Part {
  readonly text: string;
  readonly is: 'talk' | 'secret' | 'harmless';
}

/** One utterance of a generated item. */
export interface Turn {
  readonly speaker: Speaker;
  readonly parts: readonly Part[];
}

/** A short exchange with one secret or one harmless number in it. */
export interface Item {
  readonly id: string;
  readonly lang: Lang;
  readonly class: MarkClass | 'harmless';
  readonly form: string;
  readonly turns: readonly Turn[];
  /** What the digits come to; empty for harmless numbers. */
  readonly value: string;
}

const talk = (text: string): Part => ({ text, is: 'talk' });
const secretPart = (text: string): Part => ({ text, is: 'secret' });

/** A value of the class that really could be one: prefixes, lengths and check digits as in life. */
export function likelyValue(dice: Dice, kind: MarkClass, lang: Lang): string {
  const some = (length: number) => Array.from({ length }, () => upTo(dice, 10)).join('');
  if (kind === 'phone') {
    if (lang === 'en')
      return chance(dice, 0.5) ? `07${some(9)}` : `${pick(dice, ['415', '212', '617'])}${pick(dice, ['5', '2', '7'])}${some(6)}`;
    return chance(dice, 0.12)
      ? `${pick(dice, ['010', '021', '0571'])}${pick(dice, ['8', '6', '5'])}${some(7)}`
      : `1${pick(dice, ['3', '5', '7', '8', '9'])}${some(9)}`;
  }
  if (kind === 'card') return withLuhn(lang === 'en' ? `4${some(14)}` : `62${some(chance(dice, 0.4) ? 16 : 13)}`);
  if (kind === 'id') {
    if (lang === 'en') return `${pick(dice, ['212', '417', '530'])}${some(6)}`;
    const body = `${pick(dice, ['330106', '110105', '440304', '510107'])}${1950 + upTo(dice, 55)}${two(1 + upTo(dice, 12))}${two(1 + upTo(dice, 28))}${some(3)}`;
    return body + checkOf(body);
  }
  if (kind === 'email')
    return `${pick(dice, ['zhangwei', 'lin.xiao', 'amy_chen', 'john.smith', 'k.brown'])}${chance(dice, 0.5) ? some(2) : ''}@${pick(dice, ['example.com', 'qq.com', '163.com', 'gmail.com', 'jianghai.cn'])}`;
  if (kind === 'cvv') return some(3);
  if (kind === 'pin' && lang === 'en') return some(4);
  if (kind === 'password' && chance(dice, 0.5))
    return `${pick(dice, ['Jh', 'abc', 'Sun', 'hao'])}${some(3)}${pick(dice, ['@', '#', '!', 'x'])}${some(1)}`;
  return some(6);
}

const two = (value: number) => String(value).padStart(2, '0');

function withLuhn(body: string): string {
  let sum = 0;
  for (const [at, char] of [...body].reverse().entries()) {
    const digit = at % 2 === 0 ? Number(char) * 2 : Number(char);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return body + String((10 - (sum % 10)) % 10);
}

function checkOf(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0) % 11] as string;
}

const zhAsk: Readonly<Record<MarkClass, readonly string[]>> = {
  phone: ['请问您预留的手机号码是多少?', '麻烦报一下您的手机号。', '好的,您的联系电话方便说一下吗?', '请提供一下办卡时留的手机号'],
  card: ['请您报一下卡号。', '麻烦您念一下银行卡号,我这边查一下。', '请问您的信用卡卡号是多少?', '您把卡面上的号码给我念一下好吗?'],
  id: ['请问您的身份证号码是多少?', '麻烦提供一下身份证号。', '需要跟您核对一下证件号码。', '您身份证号报一下,我登记一下。'],
  email: ['请问您的电子邮箱是多少?', '账单发到哪个邮箱,您报一下地址。'],
  password: ['请您说一下登录密码。', '您的密码是多少?'],
  pin: ['请输入您的六位取款密码。', '请您报一下交易密码。'],
  otp: ['请您把收到的验证码告诉我。', '短信验证码是多少?', '麻烦念一下手机收到的动态码。', '系统给您发了短信,请把里面的六位验证码报给我。'],
  cvv: ['请报一下卡背面的三位数字。', '卡片背面签名栏后三位是多少?', '请问安全码是多少?'],
};
const zhCue: Readonly<Record<MarkClass, readonly string[]>> = {
  phone: ['我的手机号是', '我手机', '你记一下我电话,', '你打我这个手机号:'],
  card: ['我的卡号是', '卡号', '我念给你啊,银行卡号是'],
  id: ['我身份证号是', '身份证', '证件号码:'],
  email: ['我的邮箱是', '邮箱地址:'],
  password: ['我的密码是', '登录密码我设的是'],
  pin: ['我的取款密码是', '支付密码是'],
  otp: ['验证码是', '我收到的验证码', '动态码'],
  cvv: ['安全码是', '背面三位是', 'CVV是'],
};
const enAsk: Readonly<Record<MarkClass, readonly string[]>> = {
  phone: [
    'Could I take your phone number, please?',
    "What's the best contact number for you?",
    'Please confirm the mobile number on file.',
  ],
  card: [
    'Can you read me the long number on the front of your card?',
    'Please tell me your card number.',
    'What is your debit card number?',
  ],
  id: ['May I have your social security number?', 'Please confirm your SSN.'],
  email: ['What email address should I send it to?', 'Please give me your e-mail.'],
  password: ['Please tell me your password.', 'What is your online banking password?'],
  pin: ['Please enter your PIN.', 'What is your four digit PIN?'],
  otp: ['Please read out the verification code we just sent you.', 'What is the one-time passcode?'],
  cvv: ['And the three digits on the back of the card, please?', "What's the security code on the back?"],
};
const enCue: Readonly<Record<MarkClass, readonly string[]>> = {
  phone: ['my phone number is ', 'you can call me on ', "my mobile's "],
  card: ['my card number is ', "it's a visa, card number ", 'the card number is '],
  id: ['my social security number is ', 'my SSN is '],
  email: ['my email is ', 'you can send it to my email address '],
  password: ['my password is ', 'the password was '],
  pin: ['my pin is ', 'the PIN number is '],
  otp: ['the verification code is ', 'the one time passcode is '],
  cvv: ['the cvv is ', 'the security code on the back is '],
};

const zhDigits = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];
const enDigits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Digits as they are said in Chinese, a few of them the other common way. */
export function sayZh(dice: Dice, digits: string): string {
  return [...digits]
    .map(d =>
      d === 'X' ? 'X' : d === '1' && chance(dice, 0.3) ? '一' : d === '2' && chance(dice, 0.15) ? '两' : (zhDigits[Number(d)] as string),
    )
    .join('');
}

/** Digits as they are said in English: doubles, oh for zero. */
export function sayEn(dice: Dice, digits: string): string {
  const words: string[] = [];
  for (let at = 0; at < digits.length; at++) {
    const digit = digits[at] as string;
    const name = digit === '0' && chance(dice, 0.6) ? 'oh' : (enDigits[Number(digit)] as string);
    if (digits[at + 1] === digit && chance(dice, 0.6)) {
      words.push(`double ${name}`);
      at++;
    } else words.push(name);
  }
  return words.join(' ');
}

function groupsOf(dice: Dice, digits: string): string[] {
  const groups: string[] = [];
  for (let at = 0; at < digits.length; ) {
    const size = Math.min(digits.length - at, pick(dice, digits.length > 11 ? [4, 4, 3, 5] : digits.length <= 6 ? [2, 3, 3] : [3, 4, 4]));
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups;
}

const zhFill = [',', ',嗯,', '。', ',然后是', ',那个,', ' ', ',后面是', '、', ',等一下我看看,'];
const enFill = [', ', ', um, ', '. ', ', then ', ', let me see, ', ' ', ', and then ', ' - '];
const forms = ['solid', 'grouped', 'spoken', 'spoken-grouped', 'repeated', 'corrected', 'turns', 'turns-echoed'] as const;

/** One exchange with one secret in it. */
export function secretItem(dice: Dice, id: string, kind: MarkClass, lang: Lang): Item {
  const value = likelyValue(dice, kind, lang);
  const say = (digits: string) => (lang === 'zh' ? sayZh(dice, digits) : sayEn(dice, digits));
  const ask: Turn = { speaker: chance(dice, 0.2) ? 'bot' : 'agent', parts: [talk(pick(dice, (lang === 'zh' ? zhAsk : enAsk)[kind]))] };
  const cue = pick(dice, (lang === 'zh' ? zhCue : enCue)[kind]);
  const isDigits = /^\d+X?$/.test(value);
  const form = isDigits ? pick(dice, forms) : pick(dice, kind === 'email' ? ['typed', 'said'] : ['typed']);
  const item = (turns: readonly Turn[]): Item => ({ id, lang, class: kind, form, turns, value });
  const isAsked = chance(dice, 0.6);
  const lead = isAsked
    ? chance(dice, 0.3)
      ? [talk(pick(dice, lang === 'zh' ? ['好的,', '嗯,', '是', '我的是'] : ['sure, ', 'yes ', "it's ", 'um, ']))]
      : []
    : [talk(cue)];
  const opening = isAsked ? [ask] : [];
  const one = (parts: readonly Part[]) => item([...opening, { speaker: 'customer', parts: [...lead, ...parts] }]);
  const tail = chance(dice, 0.3) ? [talk(lang === 'zh' ? '。麻烦您快一点' : '. Can you hurry up please')] : [];

  if (form === 'typed') return one([secretPart(value), ...tail]);
  if (form === 'said') return one([secretPart(sayEmail(value, lang))]);
  if (form === 'solid') return one([secretPart(value), ...tail]);
  if (form === 'spoken') return one([secretPart(say(value)), ...tail]);
  const groups = groupsOf(dice, value);
  const fill = lang === 'zh' ? zhFill : enFill;
  if (form === 'grouped') return one([...between(groups, () => pick(dice, [' ', '-', ' ', '  '])), ...tail]);
  if (form === 'spoken-grouped') return one([...between(groups.map(say), () => pick(dice, fill)), ...tail]);
  if (form === 'repeated') {
    const again = upTo(dice, groups.length);
    return one(
      between(groups.flatMap((group, at) => (at === again ? [group, group] : [group])).map(say), () =>
        pick(dice, lang === 'zh' ? [',', ',嗯,'] : [', ', ', um, ']),
      ),
    );
  }
  if (form === 'corrected') {
    const at = upTo(dice, groups.length);
    const wrong = [...(groups[at] as string)].map(d => (d === 'X' ? '3' : String((Number(d) + 3) % 10))).join('');
    const sorry =
      lang === 'zh' ? pick(dice, [',不对,是', ',不是,', ',哦说错了,是']) : pick(dice, [', sorry, ', ', no wait, ', ', I mean ']);
    return one(
      groups.flatMap((group, i) => [
        ...(i > 0 ? [talk(lang === 'zh' ? ',' : ', ')] : []),
        ...(i === at ? [secretPart(say(wrong)), talk(sorry)] : []),
        secretPart(say(group)),
      ]),
    );
  }
  const isEchoed = form === 'turns-echoed';
  const turns: Turn[] = [];
  for (const [at, group] of groups.entries()) {
    turns.push({
      speaker: 'customer',
      parts: [...(at === 0 ? lead : chance(dice, 0.3) ? [talk(lang === 'zh' ? '嗯,' : 'um, ')] : []), secretPart(say(group))],
    });
    if (at < groups.length - 1 || isEchoed)
      turns.push({
        speaker: 'agent',
        parts: isEchoed
          ? [secretPart(say(group)), talk(lang === 'zh' ? ',嗯' : ', yes')]
          : [talk(lang === 'zh' ? pick(dice, ['嗯', '好的', '嗯,您继续']) : pick(dice, ['okay', 'mhm', 'go on']))],
      });
  }
  return item([...opening, ...turns]);
}

function between(groups: readonly string[], fill: () => string): readonly Part[] {
  return groups.flatMap((group, at) => (at === 0 ? [secretPart(group)] : [talk(fill()), secretPart(group)]));
}

function sayEmail(value: string, lang: Lang): string {
  const [local, domain] = value.split('@') as [string, string];
  return lang === 'zh'
    ? `${local.replaceAll('.', '点').replaceAll('_', '下划线')}艾特${domain.replaceAll('.', '点')}`
    : `${local.replaceAll('.', ' dot ').replaceAll('_', ' underscore ')} at ${domain.replaceAll('.', ' dot ')}`;
}
