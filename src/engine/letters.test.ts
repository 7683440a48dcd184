import { expect, test } from 'vitest';
import { isWritten, lettersIn } from '#engine/letters.ts';

const cases = [
  { text: '', letters: 0, written: 0 },
  { text: '嗯。', letters: 1, written: 1 },
  { text: '好的, 谢谢!', letters: 4, written: 4 },
  { text: 'Yes, 3.5 %', letters: 5, written: 5 },
  { text: '👍👍', letters: 0, written: 4 },
  { text: '𠮷田', letters: 3, written: 3 },
  { text: '¥5 +1', letters: 2, written: 4 },
];

test.each(cases)('$text: $letters letters, $written written', ({ text, letters, written }) => {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  expect({ letters: lettersIn(text), written: units.filter(isWritten).length }).toEqual({ letters, written });
});

test('counting stops when it is enough', () => expect(lettersIn('一二三四五', 2)).toBe(2));
