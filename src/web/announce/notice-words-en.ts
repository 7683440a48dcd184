import type { noticeWordsZh } from '#web/announce/notice-words-zh.ts';

/** The same in English. */
export const noticeWordsEn: Readonly<Record<keyof typeof noticeWordsZh, string>> = {
  'notice-product': 'Product change',
  'notice-activity': 'Activity',
  'notice-case': 'Case',
  'notice-voice': 'Voice of customer',
  'notice-urgent': 'Urgent',
  noticeUntil: 'Sent {{from}}, ends {{to}}',
  noticeSay: 'Say it like this',
  noticeSayWhenAsked: 'When a customer asks',
  noticeRead: 'Read',
  noticeLater: 'Later',
  noticeArticle: 'Show article',
  noticeArticleClose: 'Hide article',
  noticeArticleGone: 'The article cannot be read right now. Press / to search for it.',
  noticeReplaces: 'Replaces: {{title}}',
  noticeRecalled: 'Recalled {{at}}, do not use it',
  noticeSuperseded: 'Replaced by a new version {{at}}',
  noticeUnread: 'Unread',
  noticeOpen: 'Open',
  noticeClose: 'Close',
  noticeTitle: '({{count}}) unread · {{brand}}',
  noticeAsk: 'Tell you about announcements by system notification while the desk is hidden?',
  noticeAllow: 'Turn on',
  noticeDeny: 'No, thanks',
};
