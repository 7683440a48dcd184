import { expect, test } from 'vitest';
import { escapePattern, parsePattern } from '#engine/hear/pattern.ts';

test('a pattern becomes a tree', () => {
  expect(parsePattern('^(卡|存折)?.{0,6}[丢掉]了?<amount>$')).toEqual({
    node: {
      kind: 'all',
      parts: [
        { kind: 'start' },
        {
          kind: 'maybe',
          part: {
            kind: 'any',
            parts: [
              { kind: 'words', text: '卡' },
              { kind: 'words', text: '存折' },
            ],
          },
        },
        { kind: 'gap', min: 0, max: 6 },
        {
          kind: 'any',
          parts: [
            { kind: 'words', text: '丢' },
            { kind: 'words', text: '掉' },
          ],
        },
        { kind: 'maybe', part: { kind: 'words', text: '了' } },
        { kind: 'class', name: 'amount' },
        { kind: 'end' },
      ],
    },
  });
});

test.each([
  [
    'ab?',
    [
      { kind: 'words', text: 'a' },
      { kind: 'maybe', part: { kind: 'words', text: 'b' } },
    ],
  ],
  [
    'a..{1,2}b',
    [
      { kind: 'words', text: 'a' },
      { kind: 'gap', min: 2, max: 3 },
      { kind: 'words', text: 'b' },
    ],
  ],
  [
    'a.?b',
    [
      { kind: 'words', text: 'a' },
      { kind: 'gap', min: 0, max: 1 },
      { kind: 'words', text: 'b' },
    ],
  ],
  [
    'a(b|)',
    [
      { kind: 'words', text: 'a' },
      { kind: 'maybe', part: { kind: 'words', text: 'b' } },
    ],
  ],
] as const)('%s', (pattern, parts) => expect(parsePattern(pattern)).toEqual({ node: { kind: 'all', parts } }));

test.each([
  ['(丢|掉', 1, /never closed/],
  ['丢)', 2, /without its \(/],
  ['丢*', 2, /not in the language/],
  ['丢+', 2, /not in the language/],
  ['卡.*丢', 3, /not in the language/],
  ['\\d期', 1, /<number>/],
  ['卡.{0,41}丢', 3, /at most 40/],
  ['卡.{0,30}.{0,30}丢', 9, /at most 40/],
  ['卡.{8,2}丢', 3, /before it begins/],
  ['卡.{3,}丢', 3, /an end/],
  ['卡.{}丢', 3, /written/],
  ['卡{2}', 2, /only a gap/],
  ['[0-9]{4}', 6, /<digits>/],
  ['(?=卡)', 1, /look-around/],
  ['(?:卡)', 1, /look-around/],
  ['[^卡]', 1, /\[\^/],
  ['[卡', 1, /never closed/],
  ['[一-九]', 1, /no range/],
  ['[]', 1, /holds nothing/],
  ['<money>', 1, /no such class/],
  ['卡<', 2, /no such class/],
  ['?卡', 1, /nothing before it/],
  ['卡??', 3, /one \?/],
  ['^?卡', 1, /cannot be optional/],
  ['卡\\', 2, /at the end/],
  ['(卡)?', 1, /match everywhere/],
  ['.{0,5}', 1, /match everywhere/],
  ['^$', 1, /match everywhere/],
  ['', 1, /match everywhere/],
  ['((((((((((卡))))))))))', 9, /deep/],
  ['卡'.repeat(401), 401, /too large/],
] as const)('%s is wrong at %d', (pattern, column, why) =>
  expect(parsePattern(pattern)).toEqual({ problem: { line: 1, column, why: expect.stringMatching(why) } }),
);

test('the problem names the line', () => expect(parsePattern('a\nb*')).toMatchObject({ problem: { line: 2, column: 2 } }));

test.each(['24小时(含)', 'a|b', '@card', '5.5%?', '[x]', '^$<>{}*+\\'])('%s can be written as itself', words =>
  expect(parsePattern(escapePattern(words))).toEqual({ node: { kind: 'words', text: words } }),
);
