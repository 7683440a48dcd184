import { expect, test } from 'vitest';
import { Slot } from '#domain/slot.ts';
import type { Content } from '#engine/content.ts';
import { slotAdvice } from '#engine/wrapup/slots/slot-advice.ts';

const content = { versions: {} } as unknown as Content;
const filled = (type: Slot['type'], value: string) =>
  slotAdvice(
    Slot.parse({ key: 'when', label: '时间', type }),
    { slot: 'when', value, status: 'filled', confidence: 0.9, evidence: [] },
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
