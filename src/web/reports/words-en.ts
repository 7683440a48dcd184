import type { reportWordsZh } from '#web/reports/words-zh.ts';

/** The words of the reports, in English. */
export const reportWordsEn: Record<keyof typeof reportWordsZh, string> = {
  attentionTitle: 'What became of it',
  attentionNote:
    'Everything shown to agents, and what became of it. By the day a call was opened, counted once it has ended; no person is in it.',
  attentionFilters: 'Filters',
  'days-7': 'Last 7 days',
  'days-30': 'Last 30 days',
  'days-90': 'Last 90 days',
  attentionQueue: 'Queue',
  everyQueue: 'Every queue',
  attentionBand: 'Tenure',
  everyBand: 'Every tenure',
  'band-novice': 'Novice',
  'band-regular': 'Regular',
  'band-expert': 'Expert',
  downloadCsv: 'Download CSV',
  attentionCalls: '{{calls}} calls',
  attentionByKind: 'By kind',
  attentionByRule: 'By rule, process and article',
  attentionNone: 'No call ended in these days, or nothing was shown.',
  'col-kind': 'Kind',
  'col-origin': 'From',
  'col-shown': 'Shown',
  'col-used': 'Used',
  'col-usedThenSaid': 'Used, then said',
  'col-said': 'Said by itself',
  'col-dismissed': 'Dismissed',
  'col-ignored': 'Ignored',
  'shown-script': 'Script card',
  'shown-article': 'Article card',
  'shown-prompt': 'Prompt before',
  'shown-warning': 'Warning',
  'shown-violation': 'Violation',
  'shown-handoff': 'Hand-over',
  'shown-offer': 'Offer',
  definitions: 'What the columns mean',
  'means-shown':
    'It stood on the desk by itself, once; coming back after leaving counts again. What is shown inside another card, or runs in shadow, does not count. Shown = used + said by itself + dismissed + ignored.',
  'means-used': 'While it stood the agent pressed Used or Copy, or Got it on an alert.',
  'means-usedThenSaid':
    'Of those used: heard afterwards, up to the end of the call. Its step was done, all its phrases were said, or the violation was put right. An article without step or phrases cannot be heard, and is not counted.',
  'means-said':
    'Nothing was pressed, but it was said: its step was done, all its phrases were said, the warning was met in time, or the violation was put right.',
  'means-dismissed': 'The agent pressed Not needed or Wrong, or contested an alert, and it was not said.',
  'means-ignored': 'It left the desk, or the call ended, with nothing pressed and nothing said.',
};
