import { expect, test } from 'vitest';
import { guarded } from '#server/http/guarded.ts';
import { openLog } from '#server/log.ts';

test.each([
  ['what works leaves the connection open', () => {}, []],
  [
    'the impossible ends the connection and nothing else',
    () => {
      throw new Error('impossible');
    },
    [1011],
  ],
])('%s', (_, work, closed) => {
  const codes: (number | undefined)[] = [];
  guarded({ close: code => void codes.push(code) }, openLog({ level: 'silent' }), work);
  expect(codes).toEqual(closed);
});
