import type { ValuePattern } from '#engine/hear/values/value-pattern.ts';

/** How Chinese speech says values. */
export const chineseValues: readonly ValuePattern[] = [
  { class: 'percent', pattern: '<number>( )?(%|percent|per cent|个百分点)' },
  { class: 'amount', pattern: '(人民币|¥|rmb( )?)?<number>(多|来|几)?(元|块|圆)(钱|人民币)?' },
  { class: 'amount', pattern: '<number>(多|来|几)[万千](多|来)?(元|块|圆)?(钱)?' },
  { class: 'amount', pattern: '(人民币|¥|\\$|£|€|rmb( )?)<number>' },
  { class: 'amount', pattern: '<number>(毛|角|分)钱' },
  { class: 'amount', pattern: '<number>块<number>((毛|角)(<number>分?)?)?(钱)?' },
  { class: 'amount', pattern: '<number>(块|元|圆)<number>分(钱)?' },
  { class: 'amount', pattern: '<number>(元|圆)<number>(毛|角)(<number>分)?(钱)?' },
  { class: 'amount', pattern: '<number>(毛|角)<number>分?(钱)?' },
  { class: 'amount', pattern: '<number>(元|块)?(人民币|美元|美金|港币|港元|欧元|英镑|日元)' },
  {
    class: 'date',
    pattern:
      '(今天|昨天|前天|大前天|明天|后天|大后天|今儿|昨儿|前儿|明儿|后儿|今晚|昨晚|明晚|今早|昨夜|前几天|前两天|前天晚上)(一)?(大)?(早上|清早|早|上午|中午|下午|傍晚|晚上|半夜|夜里|凌晨)?',
  },
  { class: 'date', pattern: '(上上|上|这|本|下|下下)?(个)?(周|星期|礼拜)[一二三四五六日天末](早上|上午|中午|下午|晚上)?' },
  { class: 'date', pattern: '(上上|上|这|本|下)(个)?(周|星期|礼拜|月)(<number>(号|日)?)?(初|底|末)?' },
  { class: 'date', pattern: '(月|年)(初|底|末)' },
  {
    class: 'date',
    pattern:
      '(今年|去年|前年|明年)?(元旦|春节|除夕|大年初一|清明(节)?|五一|劳动节|端午(节)?|中秋(节)?|国庆(节)?|双十一|圣诞(节)?)(之)?(前|后|期间)?',
  },
  { class: 'date', pattern: '(<number>(多|几)?(天|年|周|个(半)?月|个星期|个礼拜|星期)|半(年|个月))(之|以)?前' },
  { class: 'date', pattern: '<number>年(年)?(初|底|中)?' },
  { class: 'date', pattern: '(<number>年|今年|去年|前年|明年)?<number>月(份)?(<number>(号|日))?(初|底|中旬|上旬|下旬)?' },
  { class: 'date', pattern: '<number>(号|日)(早上|上午|中午|下午|晚上)?' },
  { class: 'date', pattern: '(今年|去年|前年|明年)(年初|年底)?' },
  {
    class: 'time',
    pattern:
      '(大)?(清早|早上|早|上午|中午|下午|傍晚|晚上|晚|半夜|夜里|凌晨)?<number>(点|点钟|时)(半|整|多钟|多|来钟|左右|<number>分?|<number>刻|一刻|三刻)?(左右)?',
  },
  { class: 'time', pattern: '差(<number>分|<number>刻|一刻)(钟)?(到)?<number>点' },
  { class: 'time', pattern: '(半(个)?|<number>(个)?(半)?)(小时|钟头|分钟)(之)?前' },
  {
    class: 'term',
    pattern:
      '(<number>(到|至|-|~))?<number>(多|几)?(天|日内|日之内|期|年|周|个(半)?月|个星期|个礼拜|星期|个(半)?小时|小时|分钟|个工作日|工作日|个自然日|个交易日|个季度|年半)',
  },
  { class: 'term', pattern: '半(年|个月|个小时|小时|天)' },
];
