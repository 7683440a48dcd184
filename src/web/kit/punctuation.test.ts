import { expect, test } from 'vitest';
import { paintPunctuation } from '#web/kit/punctuation.ts';

const cases = [
  { text: '您好,江海银行,请问?', painted: '您好，江海银行，请问？' },
  { text: '利率3.5%,时间10:42。', painted: '利率3.5%，时间10:42。' },
  { text: '口头挂失(电话)有效5天,请记住', painted: '口头挂失（电话）有效5天，请记住' },
  { text: '手机号⟦phone:1 …0016 ✓⟧.', painted: '手机号⟦phone:1 …0016 ✓⟧。' },
  { text: 'My number is ⟦phone:1 …0016 ✓⟧.', painted: 'My number is ⟦phone:1 …0016 ✓⟧.' },
  { text: 'Hello, how are you? 3.5%.', painted: 'Hello, how are you? 3.5%.' },
  { text: '时间是____,请留意', painted: '时间是____，请留意' },
  { text: '', painted: '' },
];

test.each(cases)('$text → $painted', ({ text, painted }) => {
  expect(paintPunctuation(text)).toBe(painted);
  expect(paintPunctuation(text)).toHaveLength(text.length);
});
