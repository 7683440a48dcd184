import { z } from 'zod';

/** What the value page counts. Each is a sum over calls divided by another, so that figures add up over weeks and teams. */
export const ValueMetric = z.enum([
  'answered-15', // answers within 15 s / answers
  'unanswered', // questions that got no answer / questions, answered or not
  'answer-seconds', // seconds until an answer / answers
  'look-up-seconds', // seconds looking up / look-ups
  'look-ups', // look-ups / calls
  'handling-seconds', // talk and after-call seconds / calls whose after-call time is known
  'after-share', // after-call seconds / handling seconds
  'serious', // serious claims / 100 calls
  'serious-confirmed',
  'general',
  'general-confirmed',
  'omitted', // required steps not done / required steps
  'again-7', // calls followed by the same customer about the same thing within 7 days / calls at least 7 days old
  'unchanged', // wrap-ups confirmed as suggested / confirmed
  'corrected', // wrap-ups corrected after they were confirmed / confirmed
  'unread', // confirmed in less than a second / confirmed
  'silence-share', // seconds in which nobody spoke / seconds of calls
  'hold-seconds', // seconds on hold / calls
  'talk-overs', // times the agent spoke over the customer / calls with a channel for each side
  'speech-rate', // letters the agent said / minutes it took
  'reach', // had an announcement painted on shift / on shift while it was shown
  'acknowledged', // acknowledged / targeted by one that asks for it
]);
export type ValueMetric = z.infer<typeof ValueMetric>;

interface ValueScale {
  readonly as: 'percent' | 'seconds' | 'each' | 'per-100';
  readonly of: 'answers' | 'questions' | 'look-ups' | 'calls' | 'seconds' | 'steps' | 'wrap-ups' | 'minutes' | 'people';
  readonly better: 'more' | 'less' | 'neither';
}

/** How a metric is written: a share in percent, seconds, per call or minute, or per 100 calls; what it is divided by, and whether less is better. */
export const valueScale: Readonly<Record<ValueMetric, ValueScale>> = {
  'answered-15': { as: 'percent', of: 'answers', better: 'more' },
  unanswered: { as: 'percent', of: 'questions', better: 'less' },
  'answer-seconds': { as: 'seconds', of: 'answers', better: 'less' },
  'look-up-seconds': { as: 'seconds', of: 'look-ups', better: 'less' },
  'look-ups': { as: 'each', of: 'calls', better: 'less' },
  'handling-seconds': { as: 'seconds', of: 'calls', better: 'less' },
  'after-share': { as: 'percent', of: 'seconds', better: 'less' },
  serious: { as: 'per-100', of: 'calls', better: 'less' },
  'serious-confirmed': { as: 'per-100', of: 'calls', better: 'less' },
  general: { as: 'per-100', of: 'calls', better: 'less' },
  'general-confirmed': { as: 'per-100', of: 'calls', better: 'less' },
  omitted: { as: 'percent', of: 'steps', better: 'less' },
  'again-7': { as: 'percent', of: 'calls', better: 'less' },
  unchanged: { as: 'percent', of: 'wrap-ups', better: 'more' },
  corrected: { as: 'percent', of: 'wrap-ups', better: 'less' },
  unread: { as: 'percent', of: 'wrap-ups', better: 'neither' },
  'silence-share': { as: 'percent', of: 'seconds', better: 'less' },
  'hold-seconds': { as: 'seconds', of: 'calls', better: 'less' },
  'talk-overs': { as: 'each', of: 'calls', better: 'less' },
  'speech-rate': { as: 'each', of: 'minutes', better: 'neither' },
  reach: { as: 'percent', of: 'people', better: 'more' },
  acknowledged: { as: 'percent', of: 'people', better: 'more' },
};

/** Months since somebody was hired, in the bands of the report. */
export const Tenure = z.enum(['under-6', '6-to-12', 'over-12', 'unknown']);
export type Tenure = z.infer<typeof Tenure>;
