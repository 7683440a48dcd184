import { expect, test } from 'vitest';
import { parseLocated } from '#server/content/located-yaml.ts';

const bomb = ['a0: &a0 [x]', ...Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`)].join('\n');
const refused = (line: number) => [
  { severity: 'error', file: 'f.yaml', line, column: 1, field: '', why: 'nested too deeply, or its aliases repeat too much' },
];

test.each([
  ['aliases that multiply', bomb, 0, refused(1)],
  ['in a file whose text begins further down', bomb, 3, refused(4)],
  ['an alias used twice', 'a: &a [1]\nb: *a\nc: *a', 0, []],
])('%s', (_, text, offset, problems) => expect(parseLocated('f.yaml', text, offset).problems).toEqual(problems));
