import { expect, test } from 'vitest';
import { type AnnouncementDoc, emptyDoc } from '#domain/announcement.ts';
import { whyNotSent, whyTooLate } from '#server/announce/check-announcement.ts';

const now = Date.parse('2026-11-22T10:00:00+08:00');
const live = { articles: new Set(['K01']), concepts: new Set(['monthly-fee']) };
const good: AnnouncementDoc = {
  ...emptyDoc,
  title: '短信通知资费改为按月 2 元',
  body: '客户问资费时先报金额',
  say: '短信通知的资费是每月2元',
  said: [{ label: '每月2元', said: [] }],
  links: ['K01'],
  expiresAt: '2026-12-08T23:59:00+08:00',
};
const between = (from: string, to: string) => ({ kind: 'between' as const, from: `${from}:00+08:00`, to: `${to}:00+08:00` });

const cases: readonly { when: string; change: Partial<AnnouncementDoc>; refused: string | null }[] = [
  { when: 'all is there', change: {}, refused: null },
  { when: 'no title', change: { title: '  ' }, refused: 'title' },
  { when: 'no text', change: { body: '' }, refused: 'body' },
  { when: 'a title of 61 characters', change: { title: '字'.repeat(61) }, refused: 'title' },
  { when: 'a title of 60 characters outside the basic plane', change: { title: '𠮷'.repeat(60) }, refused: null },
  { when: 'a text too long', change: { body: '字'.repeat(1001) }, refused: 'body' },
  { when: 'no expiry', change: { expiresAt: null }, refused: 'expiresAt' },
  { when: 'expired already', change: { expiresAt: '2026-11-22T09:59:00+08:00' }, refused: 'expiresAt' },
  { when: 'expires in two years', change: { expiresAt: '2028-11-22T09:59:00+08:00' }, refused: 'expiresAt' },
  { when: 'an hour in the past', change: { schedule: { kind: 'at', at: '2026-11-22T09:00:00+08:00' } }, refused: 'schedule' },
  { when: 'an hour after expiry', change: { schedule: { kind: 'at', at: '2026-12-09T09:00:00+08:00' } }, refused: 'schedule' },
  { when: 'a window in the past', change: { schedule: between('2026-11-21T09:00', '2026-11-21T12:00') }, refused: 'schedule' },
  { when: 'a window backwards', change: { schedule: between('2026-11-24T09:00', '2026-11-23T12:00') }, refused: 'schedule' },
  { when: 'a window that began', change: { schedule: between('2026-11-21T09:00', '2026-11-23T12:00') }, refused: null },
  { when: 'repeated on no day', change: { schedule: { kind: 'repeat', from: '08:00', to: '09:00', days: [] } }, refused: 'schedule' },
  { when: 'repeated for no time', change: { schedule: { kind: 'repeat', from: '08:00', to: '08:00', days: [1] } }, refused: 'schedule' },
  { when: 'a broken link', change: { links: ['K01', 'K99'] }, refused: 'links' },
  { when: 'a concept there is', change: { said: [{ label: '@monthly-fee', said: ['@monthly-fee'] }] }, refused: null },
  { when: 'a concept there is not', change: { said: [{ label: '@fee', said: ['@fee'] }] }, refused: 'said' },
  { when: 'a pattern that cannot be read', change: { said: [{ label: '每月', said: ['(每月'] }] }, refused: 'said' },
  { when: 'phrases of nothing', change: { say: '' }, refused: 'say' },
  { when: 'urgent, seen is enough', change: { kind: 'urgent', importance: 'glance' }, refused: 'importance' },
];
test.each(cases)('$when: refused $refused', ({ change, refused }) => {
  const doc = { ...good, ...change };
  const problem = whyNotSent(doc, live, now) ?? whyTooLate(doc, now);
  expect(problem?.kind === 'invalid' ? problem.field : null).toBe(refused);
});
