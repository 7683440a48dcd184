import type { Lang } from '#domain/speaker.ts';
import { chance, type Dice, pick, upTo } from './dice.ts';
import { type Item, type Part, sayEn, sayZh, type Turn } from './masking-secrets.ts';

interface Frame {
  readonly what: string;
  readonly lang: Lang;
  readonly ask?: string;
  /** # stands for the number. */
  readonly say: string;
  readonly by?: 'agent';
  readonly number: (dice: Dice) => string;
}

const some = (dice: Dice, length: number) => Array.from({ length }, () => upTo(dice, 10)).join('');
const first = (dice: Dice, length: number) => `${1 + upTo(dice, 9)}${some(dice, length - 1)}`;
const zh = (length: number) => (dice: Dice) => (chance(dice, 0.5) ? some(dice, length) : sayZh(dice, some(dice, length)));
const en = (length: number) => (dice: Dice) => (chance(dice, 0.5) ? some(dice, length) : sayEn(dice, some(dice, length)));
const typed = (length: number) => (dice: Dice) => first(dice, length);
const oneOf =
  (...choices: readonly string[]) =>
  (dice: Dice) =>
    pick(dice, choices);

const frames: readonly Frame[] = [
  { what: 'amount', lang: 'zh', say: '我昨天转了#元出去', number: typed(5) },
  { what: 'amount', lang: 'zh', say: '卡里还剩#块', number: oneOf('三千五百', '两万', '1.2万', '五百八十') },
  { what: 'amount', lang: 'zh', ask: '请问您要转多少?', say: '#', number: oneOf('5000', '20000', '八千', '3500') },
  { what: 'amount', lang: 'zh', say: '余额是#', number: oneOf('12,345.67', '8000', '¥3,200') },
  { what: 'amount', lang: 'zh', ask: '请问您的手机号是多少?', say: '先别问这个,我被骗了#块钱', number: oneOf('八千', '50000', '三万二') },
  { what: 'date', lang: 'zh', say: '我#办的卡', number: oneOf('2019年3月5号', '二零一九年', '2021-06-18', '去年12月') },
  {
    what: 'date',
    lang: 'zh',
    ask: '请问您的身份证号码?',
    say: '等一下,我#生的,身份证在包里',
    number: oneOf('八五年三月', '1985年3月7日', '九零年'),
  },
  { what: 'time', lang: 'zh', say: '大概#的时候扣的', number: oneOf('14:35', '下午三点', '晚上十一点四十', '9点20分') },
  { what: 'rate', lang: 'zh', say: '年化利率#', number: oneOf('3.85%', '百分之三点五', '7.2%') },
  { what: 'term', lang: 'zh', say: '我想分#', number: oneOf('12期', '二十四期', '6个月', '三年') },
  { what: 'tail', lang: 'zh', say: '尾号是#', number: zh(4) },
  { what: 'tail', lang: 'zh', ask: '请问卡尾号是多少?', say: '#', number: zh(4) },
  { what: 'tail', lang: 'zh', by: 'agent', say: '您是尾号#的储蓄卡对吗?', number: zh(4) },
  { what: 'id last four', lang: 'zh', ask: '请问您的身份证后四位?', say: '嗯,#', number: zh(4) },
  { what: 'id last four', lang: 'zh', say: '我身份证后四位是#', number: zh(4) },
  { what: 'ticket', lang: 'zh', by: 'agent', say: '您的工单号是#,请记一下', number: zh(8) },
  { what: 'ticket', lang: 'zh', say: '上次给我的受理编号#你查查', number: typed(12) },
  { what: 'staff', lang: 'zh', by: 'agent', say: '您好,江海银行,工号#为您服务', number: zh(4) },
  { what: 'hotline', lang: 'zh', say: '我要打#投诉', number: oneOf('12378', '一二三七八', '12345', '幺二三四五') },
  { what: 'hotline', lang: 'zh', by: 'agent', say: '请您拨打#', number: oneOf('95588', '110', '九六一一零', '400-820-8888', '幺幺零') },
  { what: 'count', lang: 'zh', ask: '请您报一下卡号。', say: '我有#,你要哪张', number: oneOf('3张卡', '两张卡', '四张') },
  { what: 'count', lang: 'zh', say: '密码输错了#', number: oneOf('三次', '5次', '两回') },
  { what: 'place', lang: 'zh', say: '我住望江路#', number: oneOf('一百二十八号三栋二单元', '128号', '56弄7号') },
  { what: 'amount', lang: 'en', say: 'I was charged # yesterday', number: oneOf('$45.99', '250 dollars', 'two hundred pounds', '£1,200') },
  { what: 'amount', lang: 'en', ask: 'How much would you like to transfer?', say: '#', number: oneOf('5000', 'five hundred', '1,250.00') },
  { what: 'date', lang: 'en', say: 'it was on #', number: oneOf('11/22/2025', 'March 3rd', '2025-04-16', 'the 21st') },
  { what: 'time', lang: 'en', say: 'around # I think', number: oneOf('10:45', '3 pm', "two o'clock") },
  { what: 'rate', lang: 'en', by: 'agent', say: 'the rate is #', number: oneOf('4.5%', '19.9 percent') },
  { what: 'tail', lang: 'en', say: "it's the card ending in #", number: en(4) },
  { what: 'tail', lang: 'en', ask: 'What are the last four digits of your card?', say: '#', number: en(4) },
  { what: 'ticket', lang: 'en', by: 'agent', say: 'your reference number is #', number: typed(9) },
  { what: 'staff', lang: 'en', by: 'agent', say: 'my agent id is #', number: en(4) },
  { what: 'hotline', lang: 'en', by: 'agent', say: 'please dial #', number: oneOf('911', '0800 123 4567', '1-800-555-0199') },
  {
    what: 'count',
    lang: 'en',
    ask: 'Please tell me your card number.',
    say: 'one moment, I have # here',
    number: oneOf('two cards', '3 cards'),
  },
  { what: 'count', lang: 'en', say: 'I tried # times', number: oneOf('3', 'four', 'ten') },
];

/** One exchange with one number that must stay as it is. */
export function harmlessItem(dice: Dice, id: string, at: number): Item {
  const frame = frames[at % frames.length] as Frame;
  const [before, after] = frame.say.split('#') as [string, string];
  const parts: readonly Part[] = [
    { text: before, is: 'talk' },
    { text: frame.number(dice), is: 'harmless' },
    { text: after, is: 'talk' },
  ];
  const opening: readonly Turn[] = frame.ask ? [{ speaker: 'agent', parts: [{ text: frame.ask, is: 'talk' }] }] : [];
  return {
    id,
    lang: frame.lang,
    class: 'harmless',
    form: frame.what,
    turns: [...opening, { speaker: frame.by ?? 'customer', parts }],
    value: '',
  };
}
