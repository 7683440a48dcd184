/** Whether these words are a sum of money: 5000, 3万, 1,280.50元, 十八万, 20 to 30 thousand dollars. */
export function isAmount(words: string): boolean {
  return amount.test(words);
}

/** Whether these words say how many: 3, 三次, 2 copies, 507721. */
export function isCount(words: string): boolean {
  return count.test(words);
}

/** Whether these words are a share: 3.2, 3.2%, 百分之三, 半个百分点. */
export function isPercent(words: string): boolean {
  return percent.test(words);
}

/** Whether these words are a length of time or a number of terms: 12期, 1年半, 三到五个工作日, 6 months. */
export function isTerm(words: string): boolean {
  return term.test(words);
}

const plain = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,4})?`;
const spoken = '[零〇一二两三四五六七八九十百千万亿半几壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零〇一二三四五六七八九]+)?';
const number = `(?:${plain}|${spoken})\\s?(?:[十百千万亿]+|k|m|hundred|thousand|million|billion|grand)?(?:[多几余来])?`;
const about = '(?:约|大约|大概|差不多|近|about|around)?\\s?';
const currency = '(?:人民币|美元|港币|欧元|英镑|[¥$£€]|rmb|cny|usd|hkd|eur|gbp)';
const unit =
  '(?:元|块|圆|美元|美金|港币|港元|欧元|英镑|日元|人民币|rmb|cny|usd|hkd|eur|gbp|yuan|dollars?|pounds?|euros?|[¥$£€])(?:整|钱|人民币)?';
const small = `(?:${number}(?:毛|角)?(?:${number}分?)?)?(?:整|钱)?`;
const range = (one: string) => `${one}(?:\\s?(?:到|至|-|~|to)\\s?${one})?`;
const roughly = '(?:左右|上下|以上|以下|以内)?';

const amount = new RegExp(
  `^${about}${currency}?\\s?${range(number)}\\s?(?:${unit}${small}|(?:毛|角|分)(?:钱)?|p|pence|cents?)?${roughly}$`,
  'iu',
);
const count = new RegExp(`^${about}(?:第)?${range(number)}\\s?\\p{L}{0,10}${roughly}$`, 'iu');
const percent = new RegExp(
  `^${about}(?:(?:百|千|万)分之${number}|${range(number)}\\s?(?:%|‰|percent|per cent|个?百分点|个点|个?基点)?)${roughly}$`,
  'iu',
);
const span =
  '(?:天|日|期|年|周|月|季度?|个(?:半)?月|个?(?:星期|礼拜)|个?(?:半)?(?:小时|钟头)|分钟|个?工作日|个?自然日|个?交易日|个?季度|days?|weeks?|months?|years?|hours?|minutes?|quarters?|(?:instal(?:l)?ments?)|(?:working|business) days?)';
const term = new RegExp(`^${about}${range(`${number}\\s?(?:${span})?`)}(?<=${span})(?:半|之?[内前后])?${roughly}$`, 'iu');
