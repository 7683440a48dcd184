import type { ValueMetric } from '#domain/value.ts';

/** The figures as the page shows them: what they are about, in the order one asks. */
export const metricGroups: readonly { readonly group: string; readonly metrics: readonly ValueMetric[] }[] = [
  {
    group: 'time',
    metrics: ['answered-15', 'unanswered', 'answer-seconds', 'look-up-seconds', 'look-ups', 'handling-seconds', 'after-share'],
  },
  { group: 'quality', metrics: ['serious', 'serious-confirmed', 'general', 'general-confirmed', 'omitted', 'again-7'] },
  { group: 'pace', metrics: ['silence-share', 'hold-seconds', 'talk-overs', 'speech-rate'] },
  { group: 'wrap-up', metrics: ['unchanged', 'corrected', 'unread'] },
  { group: 'news', metrics: ['reach', 'acknowledged'] },
];
