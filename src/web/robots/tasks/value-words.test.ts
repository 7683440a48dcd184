import { expect, test } from 'vitest';
import { isSame, selectorWords, valueLabel } from '#web/robots/tasks/value-words.ts';

const t = ((key: string, { defaultValue, field }: { defaultValue: string; field: string }) =>
  key === 'rb-value-fill' ? `typed into ${field}` : key === 'rb-value-click' ? 'pressed' : defaultValue) as unknown as Parameters<
  typeof valueLabel
>[1];

test.each([
  { label: 'fill aria/金 额[role="textbox"]', reads: 'typed into 金 额' },
  { label: 'fill input[name="amt"]', reads: 'typed into input[name="amt"]' },
  { label: 'click', reads: 'pressed' },
  { label: 'POST', reads: 'POST' },
  { label: '订单金额', reads: '订单金额' },
])('$label reads $reads', ({ label, reads }) => expect(valueLabel(label, t)).toBe(reads));

test.each([
  { selector: 'aria/提 交[role="button"]', words: '提 交' },
  { selector: 'text/提交', words: '提交' },
  { selector: '#ok', words: '#ok' },
  { selector: '订单 YX2026', words: '订单 YX2026' },
])('$selector is called $words', ({ selector, words }) => expect(selectorWords(selector)).toBe(words));

test.each([
  { value: '440,000.00', was: '440000', same: true },
  { value: '440,000.00', was: '44000', same: false },
  { value: '4,40', was: '440', same: false },
  { value: '0016', was: '16', same: false },
  { value: '已下单', was: '已接受', same: false },
  { value: '36', was: '36', same: true },
])('$value beside $was: $same', ({ value, was, same }) => expect(isSame(value, was)).toBe(same));
