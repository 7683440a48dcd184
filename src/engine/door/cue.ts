import type { MarkClass } from '#domain/mark.ts';
import { latin, mark, traitsOf } from './traits.ts';

/** What a word near a number says the number is: a secret class, or something harmless. */
export type Kind = MarkClass | 'tail' | 'reference' | 'amount';

/** One such word in folded text. */
export interface Cue {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** Each with the characters of which one stands in everything it matches that has no Latin word in it. */
// biome-ignore format: a table reads better in its own lines
const table: readonly (readonly [Kind, string, RegExp])[] = [
  ['tail', '尾后末开结', /尾号|尾数|尾巴(?:上)?(?=(?:就?是)?[\d零一二三四五六七八九幺])|(?:末尾|末了|尾巴|靠后|最后|后[面头边尾]|末|尾|后)[上的]?那?[,，]?(?:[四4][位个味]|[六6三3][位个])数?字?|末尾|[后末][面头边]?几位|最后几[位个]数?字?|[后末尾][四4](?=[、,，。和跟同及?？]|$)|开头|结尾/g],
  ['tail', '', /\blast (?:four|4|three|3|six|6|few|two|2|five|5)(?: digits| numbers)?\b|\b(?:end|trail)(?:s|ing|ed)? (?:in|with)\b|\b(?:starts?|starting|begins?|beginning) with\b|\bfirst (?:four|4|three|3|six|6)(?: digits| numbers)?\b/g],
  ['cvv', '安背反签后', /\bcv[vcn]2?\b|安全码|(?:卡片?|信用卡)?(?:背面|背后|反面|签名[条栏处]|后面|后边)[^,，。!?？]{0,8}?(?:[三3四4][位个]数?字?|数字)/g],
  ['cvv', '', /\b(?:security code|three digits?|3 digits?|three numbers?|last three(?: digits)?|last 3(?: digits)?|number|code)(?: \w+){0,4}? (?:on|at) the (?:back|reverse)(?: of (?:your|the|my) card)?|\bcard (?:security|verification) (?:code|number|value)\b|\bsecurity (?:digits|number)\b/g],
  ['otp', '码动短密字', /验证码|校验码|动态[码密口][码令]?|短信[码密]码?|一次性密码|\botp\b|确认码|短信(?:里|上|中)?[^,，。!?？]{0,8}?(?:数字|号码|码)|(?:收到|发来?)的?(?:那?[几四六46一][个位串])?(?:数字|码)/g],
  ['otp', '', /\b(?:verification|one[- ]time|authentication|confirmation|security|access|auth|sms|text|passcode|activation)[- ](?:pass)?(?:code|password)s?\b|\bpasscode\b|\bcode (?:we|i|that|you|just|which|from|in)\b|\b(?:six|6|four|4)[- ]digit code\b|\bthe code\b|\b(?:sent|send|sending|texted|text|texting|got|get|received?|gave|give)(?: you| me)? (?:a|the|your|another|this)(?: new| [a-z0-9]+[- ]digit)? code\b|\bread (?:me |out |back )*(?:the|that|your) code\b/g],
  ['pin', '密', /(?:取款|交易|支付|查询|atm|卡片?|[四4六6]位数?字?的?|数字|银行卡|信用卡|借记卡)密码|\bpin(?:码| ?code| ?number)?\b|\btelephone banking (?:code|number)\b/g],
  ['password', '密口', /密码|口令|\bpass ?words?\b|\bpass ?phrase\b|\bpwd\b/g],
  ['id', '证护社', /身份证件?(?:号码?|的号码?)?|证件号码?|证号|护照号?码?|社保号|\bid (?:card )?(?:number|no\.?|card)\b|\bidentity (?:card|number)(?: number)?\b|\bssn\b|\bsocial security(?: number)?\b|\bsocial\b|\bnational insurance(?: number)?\b|\bpassport(?: number)?\b|\bdriver'?s? licen[cs]e(?: number)?\b/g],
  ['card', '卡账帐', /(?:银行|信用|借记|储蓄)?卡的?号码?(?!段)|[账帐][户号]的?号?码?(?=[是为:：,，\d零一二三四五六七八九幺多给报])|[账帐]号|卡片?(?:正?面)?上?(?:面|边)?的?(?:那?[一串个]*)?(?:长?数字|号码)|\b(?:credit |debit |bank )?card(?: number| no\.?)?\b|\baccount(?: number| no\.?)\b|\baccount(?= \d{6})|\blong number\b|\b(?:sixteen|16)[- ]digit number\b|\biban\b|\bpan\b/g],
  ['email', '邮', /邮箱(?:地址)?|电子邮[件箱](?:地址)?|邮件地址|\be-?mail(?: address)?\b/g],
  ['phone', '手话座联预号主微', /手机号码?|手机(?!收|接|短信|银行|app|短信|卡|验证|里|上|断|信号|丢|坏|端|版|掉|被|号段|型号|在|没|支付|转账|客户端)|电话号码?|座机号?码?|固话|联系方式|预留的?号码?|来电号码|主叫号?码?|微信同号|(?<![卡证账帐编单工验代行码订型])号码|电话(?!银行|里|上|中|给|打|沟通|回访|通知)/g],
  ['phone', '', /\b(?:tele)?phone(?: number| no\.?)?\b(?! banking)|\bmobile(?: number| no\.?)?\b(?! (?:app|banking))|\bcell(?: ?phone)?(?: number)?\b|\bcontact number\b|\b(?:call|reach|text|ring|phone) (?:me|him|her|them|us) (?:back )?(?:on|at)\b|\bmy number\b|\b(?:best |good )?number (?:to|i can|we can|you can|where i can|for me to)(?: \w+)? (?:reach|call|contact|ring|text)(?: you)?(?: back)?(?: on| at)?\b|\bland ?line\b|\bnumber (?:we have )?on file\b|\bfax\b|\btel\b|\bwhats ?app\b/g],
  ['reference', '号码编机话线总报拨打', /(?:工|员工|坐席|座席|客服|服务|柜员)(?:编?号|代码)|工号|(?:工单|订单|单|流水|受理|编|参考|业务|凭证|案件|回执|保单|合同|批次|排队|快递|运单|产品|型|楼|房间|房|门牌|车牌|网点|机构|行|联行|股票|基金|邮政|交易)(?:编号|号码?|代码|编码)|单子?(?:(?!手机|电话|卡)[^。！？!?]){0,12}?号码?(?=是|您记|[:：,，]|(?![1幺一][3-9三四五六七八九])[\d零一二三四五六七八九幺])|编号|分机号?|邮编|代码|(?:客服|服务|投诉|官方|网点|支行|银行)的?(?:热线|电话)(?:号码)?|热线|专线|总机|报警|(?:拨打|拨|打(?:了|个|过)?(?=[\d零一二三四五六七八九幺]))(?![1幺一][3-9三四五六七八九])/g],
  ['reference', '', /\b(?:agent|staff|employee|badge|operator|teller|representative|advisor)(?: id| number| no\.?)\b|\b(?:agent|operator) id\b|\b(?:ticket|reference|ref|case|order|booking|tracking|claim|complaint|invoice|request|incident|transaction|receipt|policy|contract|confirmation|extension|branch|flight|room|apartment|flat|suite|unit|building|version|route|model|product|fund|serial|sort|swift|zip|postal)(?: (?:number|no\.?|code|id))?\b(?!')|\bext\.?\b|\bpost ?code\b|\bhotline\b|\bhelp ?line\b|\bdial\b|\bhelp desk\b|\bcustomer service(?: number| line)?\b|\bemergency (?:number|services)\b|\bpo box\b/g],
  ['amount', '金额利年收费积共合大差转花扣存取欠还刷充付消支入到账提汇人多', /金额|余额|限额|额度|利率|年化|收益率?|手续费|年费|违约金|本金|利息|积分|总共|一共|合计|大概|大约|差不多|共计|(?:转|花|扣|存|取|欠|还|刷|充|付|消费|支出|收入|到账|入账|提现|汇)(?:给\S{1,4})?[了过]?[我你您他她]?(?=[\d一二两三四五六七八九])|人民币|\brmb\b|多少(?:钱|元|块)|[转存取还汇]多少/g],
  ['amount', '', /\b(?:how much|amount|balance|limit|rate|fee|charge|interest|payment|deposit|total|around|about|approximately|roughly|nearly|almost|paid|spent|transferred|withdrew|owe|usd|gbp|eur|rmb|cny)\b(?: (?:of|is|was|to))?|[$£€¥￥]\s?(?=\d)/g],
];

for (const [line, [, chars]] of table.entries()) mark(chars, 1 << line);
const allLines = (1 << table.length) - 1;

const noCues: readonly Cue[] = [];

/** All such words, in order; where two overlap the longer (then the earlier listed) stays, and 身份证后四位 is a tail, not an id. */
export function findCues(text: string, traits = traitsOf(text)): readonly Cue[] {
  const may = (traits & latin) !== 0 && /[a-z]{2}/.test(text) ? allLines : traits & allLines;
  if (may === 0) return noCues;
  const found: Cue[] = [];
  for (let line = 0; line < table.length; line++) {
    if ((may & (1 << line)) === 0) continue;
    const [kind, , pattern] = table[line] as (typeof table)[number];
    pattern.lastIndex = 0; // matchAll would copy the pattern each time
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
      found.push({ kind, from: match.index, to: pattern.lastIndex });
  }
  if (found.length < 2) return found;
  const ranked = found
    .map((cue, rank) => ({ cue, rank }))
    .sort((a, b) => b.cue.to - b.cue.from - (a.cue.to - a.cue.from) || a.rank - b.rank);
  const kept: Cue[] = [];
  for (const { cue } of ranked) if (kept.every(other => other.to <= cue.from || other.from >= cue.to)) kept.push(cue);
  kept.sort((a, b) => a.from - b.from);
  return kept.filter((cue, at) => !isOfTail(text, cue, kept[at + 1], 'after') && !isOfTail(text, cue, kept[at - 1], 'before'));
}

/** 手机号的后四位; the last four of your card number. */
function isOfTail(text: string, cue: Cue, tail: Cue | undefined, side: 'before' | 'after'): boolean {
  if (tail?.kind !== 'tail' || cue.kind === 'tail' || cue.kind === 'cvv') return false;
  return side === 'after'
    ? /^(?:号?码?的?[,，]?|[ '](?:number)?(?:'?s)? ?)$/.test(text.slice(cue.to, tail.from))
    : /^ (?:digits )?(?:of|on|from|for) (?:your |the |my |that |his |her )?(?:\w+ ){0,2}?$/.test(text.slice(tail.to, cue.from));
}

const connective =
  /^(?:[\s,，、:：;；"“'(（=-]|号码|号|是不是|是否|是|为|就是|的|呢|应该|可能|好像|大概|吧|啊|呀|嗯|呃|额|哦|那个|这个|我|您|你|报一下|念一下|说一下|记一下|给您|给你|跟您|也|一直|改成|改为|设成|设置?的?|用的?|填的?|写的?|叫|留的?|预留|尾号为|本人|分别|有个|有|到|在|码|'s|uh|um|er|erm|is|was|are|it's|it|be|number|no\.?|#|my|your|the|will|should|would|i|think|that's|that|as|at|on|to|of|with|for|starts?|ending|which|digits|#|either|maybe|might|probably|perhaps|just|now|possibly|of course|yes|yeah|okay|so|here|please|sure|you|have|we)+$/;

/** Whether only connecting words stand between a word and the number it speaks of. */
export function isConnected(between: string): boolean {
  return between === '' || (between.length <= 32 && connective.test(between));
}
