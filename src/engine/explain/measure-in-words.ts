import type { Explanation } from '#domain/explanation.ts';
import type { RuleOf } from '#domain/rule.ts';
import type { Names, ToldIn } from '#engine/explain/phrases.ts';
import { saidInWords } from '#engine/explain/said-in-words.ts';

type Metric = RuleOf<'metric'>;

/** A rule on a measured value in words. */
export function measureInWords(rule: Metric, names: Names, lang: ToldIn): Omit<Explanation, 'title'> {
  return lang === 'zh' ? zh(rule, names) : en(rule, names);
}

function zh(rule: Metric, names: Names): Omit<Explanation, 'title'> {
  const { metric, above, below, always, strict, minChars, inARow, average } = rule;
  const amount = (value: number) => (metric === 'speech-rate' ? `每分钟 ${value} 字` : `${value / 1000} 秒`);
  const limits = [
    ...(above === undefined ? [] : [`超过 ${amount(above)}`]),
    ...(below === undefined ? [] : [`低于 ${amount(below)}`]),
    ...(strict ? [`在${strict.processes.map(key => names.process(key) ?? key).join('、')}里超过 ${amount(strict.above)}`] : []),
  ];
  return {
    fires: `${average ? '整通平均' : ''}${measuresZh[metric]}${limits.join(',或')}时提示`,
    unless: [
      ...rule.unless.map(
        said => `此前${saidInWords(said, names, 'zh')}${always === undefined ? '' : `(超过 ${amount(always)}时不再豁免)`}`,
      ),
      ...(minChars === undefined ? [] : [`那句话不足 ${minChars} 字`]),
      ...(inARow > 1 ? [`没有连续 ${inARow} 句如此`] : []),
      ...limitsOfHearing.zh[metric],
    ],
    within: average || metric === 'duration' ? '通话结束时判断' : '随时间走到这一刻就判断',
    withdrawn: ['识别更正后,那一刻的时间不再成立'],
  };
}

function en(rule: Metric, names: Names): Omit<Explanation, 'title'> {
  const { metric, above, below, always, strict, minChars, inARow, average } = rule;
  const amount = (value: number) =>
    metric === 'speech-rate' ? `${value} characters a minute` : value === 1000 ? 'one second' : `${value / 1000} seconds`;
  const limits = [
    ...(above === undefined ? [] : [`more than ${amount(above)}`]),
    ...(below === undefined ? [] : [`less than ${amount(below)}`]),
    ...(strict ? [`more than ${amount(strict.above)} in ${strict.processes.map(key => names.process(key) ?? key).join(', ')}`] : []),
  ];
  return {
    fires: `fires when ${measuresEn[metric]}${average ? ', on average over the call,' : ''} is ${limits.join(', or ')}`,
    unless: [
      ...rule.unless.map(
        said => `earlier ${saidInWords(said, names, 'en')}${always === undefined ? '' : ` (beyond ${amount(always)} nothing excuses it)`}`,
      ),
      ...(minChars === undefined ? [] : [`the utterance has fewer than ${minChars} characters`]),
      ...(inARow > 1 ? [`it is not so ${inARow} utterances in a row`] : []),
      ...limitsOfHearing.en[metric],
    ],
    within: average || metric === 'duration' ? 'judged at the end of the call' : 'judged when that time has come',
    withdrawn: ['a correction moves the words, and the time is no longer so'],
  };
}

const measuresZh = {
  answer: '客户说完到坐席开口',
  silence: '双方都不说话的时间',
  'talk-over': '坐席与客户同时说话的时间',
  'speech-rate': '坐席语速',
  hold: '保持或长时间静音',
  duration: '通话时长',
} as const;

const measuresEn = {
  answer: 'the time from the end of the customer’s words to the agent’s',
  silence: 'the time nobody speaks',
  'talk-over': 'the time the agent speaks over the customer',
  'speech-rate': 'the agent’s speech rate',
  hold: 'a hold or long silence',
  duration: 'the length of the call',
} as const;

const deafZh = '有一方的声道当时没有识别,或不是电话';
const deafEn = 'a leg was not heard then, or this is no phone call';

/** Where a value cannot be known. */
const limitsOfHearing = {
  zh: {
    answer: [deafZh, '期间坐席说过请稍等一类的话(从那以后不再计)'],
    silence: [deafZh],
    'talk-over': ['不是双声道录音:同一声道里分不出谁压过谁,不判断'],
    'speech-rate': ['不是电话'],
    hold: [deafZh],
    duration: ['不是电话'],
  },
  en: {
    answer: [deafEn, 'the agent asked to wait in the meantime (it is not counted from there)'],
    silence: [deafEn],
    'talk-over': ['the two sides are not recorded apart: one channel cannot tell, so nothing is judged'],
    'speech-rate': ['this is no phone call'],
    hold: [deafEn],
    duration: ['this is no phone call'],
  },
} as const;
