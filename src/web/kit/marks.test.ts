import { expect, test } from 'vitest';
import { partMarks } from '#web/kit/marks.ts';

const cases = [
  { text: '没有', parts: ['没有@0-2'] },
  { text: '手机⟦phone:1 …0016 ✓⟧。', parts: ['手机@0-2', '[phone 0016]@2-19', '。@19-20'] },
  { text: '⟦otp:2⟧', parts: ['[otp ]@0-7'] },
];

test.each(cases)('$text', ({ text, parts }) =>
  expect(
    partMarks(text).map(part => `${part.kind === 'words' ? part.text : `[${part.class} ${part.tail ?? ''}]`}@${part.from}-${part.to}`),
  ).toEqual(parts),
);
