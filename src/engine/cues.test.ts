import { expect, test } from 'vitest';
import type { Hit } from '#domain/hit.ts';
import { ByCue, CueNumbers, CuesHeard } from '#engine/cues.ts';

const cues = new CueNumbers(['@card', '挂失', '补卡']);

test('cues that nobody can hear have no number', () => {
  expect([cues.count, cues.numberOf('补卡'), cues.numberOf('@ticket'), cues.of(['补卡', '@ticket', '@card'])]).toEqual([3, 2, -1, [2, 0]]);
});

test('an index answers by number, and nothing for what it does not hold', () => {
  const index = new ByCue(
    cues,
    new Map([
      ['补卡', 'reissue'],
      ['@ticket', 'unheard'],
    ]),
  );
  expect([index.at(2), index.at(0), index.at(-1), index.has(2), index.has(1), index.isEmpty]).toEqual([
    'reissue',
    undefined,
    undefined,
    true,
    false,
    false,
  ]);
});

function hit(cue: number, at: number): Hit {
  return { concept: '', cue, span: [at, at + 1], how: 'phrase', confidence: 1 };
}

const utterances = [
  { hits: [hit(2, 0), hit(0, 1), hit(2, 2)], asked: [0, 2], first: 1, all: [1, 0, 2] },
  { hits: [hit(1, 0)], asked: [0, 2], first: null, all: [] },
  { hits: [hit(-1, 0), hit(1, 1)], asked: [2, 1], first: 1, all: [1] },
  { hits: [], asked: [1], first: null, all: [] },
];
test('what was heard is of the latest utterance alone, in the order in which it is asked for', () => {
  const heard = new CuesHeard(cues.count);
  for (const { hits, asked, first, all } of utterances) {
    heard.note(hits);
    expect([heard.first(asked)?.span[0] ?? null, heard.all(asked).map(({ span }) => span[0])]).toEqual([first, all]);
  }
});
