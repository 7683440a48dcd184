import type { Lang } from '#domain/speaker.ts';
import { ValueMetric, valueScale } from '#domain/value.ts';
import { valueMeanings } from '#domain/value-meaning.ts';
import { csvLine } from '#server/csv-line.ts';
import { scaleOf, sumOf } from '#server/value/figure-of.ts';
import type { ValueGroup } from '#server/value/value-group.ts';

const words = {
  zh: {
    head: ['班组', '周', '队列', '在岗', '组别', '通话', '其中虚构'],
    of: '分母',
    sum: '分子',
    definitions: ['指标', '写法', '分母数的是', '口径'],
    tenures: { 'under-6': '不到 6 个月', '6-to-12': '6 到 12 个月', 'over-12': '12 个月以上', unknown: '未登记入职日' },
    arms: { assisted: '开启', silent: '静默' },
    as: { percent: '%', seconds: '秒', each: '每个', 'per-100': '每百个' },
    units: {
      answers: '答复',
      questions: '提问',
      'look-ups': '查找',
      calls: '通话',
      seconds: '秒',
      steps: '步骤',
      'wrap-ups': '小结',
      minutes: '分钟',
      people: '人次',
    },
  },
  en: {
    head: ['Team', 'Week', 'Queue', 'Tenure', 'Arm', 'Calls', 'Invented'],
    of: 'divided by',
    sum: 'sum',
    definitions: ['Figure', 'Written as', 'Divided by', 'Definition'],
    tenures: { 'under-6': 'under 6 months', '6-to-12': '6 to 12 months', 'over-12': 'over 12 months', unknown: 'unknown' },
    arms: { assisted: 'assisted', silent: 'silent' },
    as: { percent: '%', seconds: 'seconds', each: 'each', 'per-100': 'per 100' },
    units: {
      answers: 'answers', questions: 'questions', 'look-ups': 'look-ups', calls: 'calls', seconds: 'seconds', steps: 'steps', 'wrap-ups': 'wrap-ups', minutes: 'minutes',
      people: 'people',
    }, // biome-ignore format: one line of a table
  },
} as const;

/**
 * The table behind the page: by team, week, queue, tenure and arm every figure with the two sums it is made of (sums add up, figures do not),
 * and below how each is computed. No line names a person.
 */
export function valueCsv(groups: readonly ValueGroup[], unitNames: ReadonlyMap<string, string>, lang: Lang): string {
  const { head, of, sum, definitions, tenures, arms, as, units } = words[lang];
  const names = ValueMetric.options.map(metric => valueMeanings[metric][lang].name);
  const lines = Map.groupBy(groups, ({ unit, week, queue, tenure, arm }) => [unit, week, queue, tenure, arm].join('\t'));
  return `\uFEFF${[
    csvLine([...head, ...names.flatMap(name => [name, `${name}: ${sum}`, `${name}: ${of}`])]),
    ...[...lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, some]) => {
        const { unit, week, queue, tenure, arm } = some[0] as ValueGroup;
        return csvLine([
          unitNames.get(unit) ?? unit,
          week,
          queue,
          tenures[tenure],
          arms[arm],
          some.reduce((all, { calls }) => all + calls, 0),
          some.reduce((all, { invented }) => all + invented, 0),
          ...ValueMetric.options.flatMap(metric => {
            const { over, under } = sumOf(some, metric);
            return [under === 0 ? '' : round((scaleOf(metric) * over) / under), round(over), round(under)];
          }),
        ]);
      }),
    csvLine([]),
    csvLine(definitions),
    ...ValueMetric.options.map(metric =>
      csvLine([
        valueMeanings[metric][lang].name,
        as[valueScale[metric].as],
        units[valueScale[metric].of],
        valueMeanings[metric][lang].means,
      ]),
    ),
  ].join('')}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
