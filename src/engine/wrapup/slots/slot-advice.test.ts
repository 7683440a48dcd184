import { expect, test } from 'vitest';
import { Slot } from '#domain/slot.ts';
import type { Content } from '#engine/content.ts';
import { slotAdvice } from '#engine/wrapup/slots/slot-advice.ts';

const content = { versions: {} } as unknown as Content;
const filled = (type: Slot['type'], value: string) =>
  slotAdvice(
    Slot.parse({ key: 'when', label: '时间', type }),
    { slots: [{ slot: 'when', value, status: 'filled', confidence: 0.9, evidence: [] }], heard: [] },
    content,
    '2026-11-22T10:39:00+08:00',
  );

test.each([
  ['time', '昨天下午3点多', '2026-11-21T15:00'],
  ['date', '上礼拜三', '2026-11-11'],
  ['time', '刚才', undefined],
  ['text', '昨天', undefined],
] as const)('a %s said as %s is on %s', (type, value, on) =>
  expect(filled(type, value)).toMatchObject(on === undefined ? { value } : { value, on }),
);

test('what names no day has none', () => expect(filled('time', '刚才')).not.toHaveProperty('on'));

const heard = { slot: 'when', value: '昨天', status: 'unsure', confidence: 0.5, evidence: [] } as const;
const edited = (value: string) => ({ ...heard, value, status: 'edited' }) as const;
const beside = [
  { when: 'the agent put another value there', slots: [edited('前天')], heard: [heard], shown: { value: '前天', suggested: '昨天' } },
  { when: 'the agent took it out', slots: [], heard: [heard], shown: { status: 'empty', suggested: '昨天' } },
  { when: 'the agent said it is right', slots: [edited('昨天')], heard: [heard], shown: { value: '昨天', suggested: undefined } },
  { when: 'nothing had been heard', slots: [edited('前天')], heard: [], shown: { value: '前天', suggested: undefined } },
  { when: 'it was heard again after it was taken out', slots: [heard], heard: [heard], shown: { value: '昨天', suggested: undefined } },
] as const;

test.each(beside)('what was heard stays beside the agent’s value: $when', ({ slots, heard, shown }) => {
  const advice = slotAdvice(
    Slot.parse({ key: 'when', label: '时间', type: 'text' }),
    { slots, heard },
    content,
    '2026-11-22T10:39:00+08:00',
  );
  expect(advice).toMatchObject(shown.suggested === undefined ? { value: shown.value } : shown);
  expect('suggested' in advice).toBe(shown.suggested !== undefined);
});
