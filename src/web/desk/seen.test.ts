import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { see, turnsOf } from '#web/desk/seen.ts';

const common = { evidence: [], loudness: 'quiet' as const };
const card = (key: string, rank: number, more: Partial<Advice> = {}): Advice =>
  ({ ...common, kind: 'card', card: 'script', key, title: key, script: [], mustSay: [], nodes: [], rank, ...more }) as Advice;
const prompt = (key: string, said: boolean, more: Partial<Advice> = {}): Advice =>
  ({
    ...common,
    kind: 'prompt',
    key,
    title: key,
    sentence: '',
    chips: [{ label: '5天', said }],
    severity: 'general',
    loudness: 'line',
    ...more,
  }) as Advice;
const violation = (key: string, more: Partial<Advice> = {}): Advice =>
  ({
    ...common,
    kind: 'violation',
    key,
    title: key,
    severity: 'serious',
    why: '',
    doNow: '',
    recovered: false,
    times: 1,
    settled: 'fired',
    ...more,
    loudness: 'interrupt',
  }) as Advice;
const board = (...all: readonly Advice[]) => Object.fromEntries(all.map(advice => [advice.key, advice]));

const cases: readonly {
  when: string;
  board: ReturnType<typeof board>;
  at: number;
  away: readonly string[];
  turns?: readonly string[];
  others?: readonly string[];
  cards: readonly string[];
  lines: readonly string[];
  interrupt: string | undefined;
}[] = [
  {
    when: 'cards by rank, without what is inside another or in shadow',
    board: board(card('a', 1), card('b', 2), card('c', 3, { into: 'b' }), card('d', 4, { shadow: true })),
    at: 0,
    away: [],
    cards: ['b', 'a'],
    lines: [],
    interrupt: undefined,
  },
  {
    when: 'all said stays five seconds',
    board: board(prompt('p', true)),
    at: 4000,
    away: [],
    cards: [],
    lines: ['p'],
    interrupt: undefined,
  },
  { when: 'and is gone after', board: board(prompt('p', true)), at: 6000, away: [], cards: [], lines: [], interrupt: undefined },
  {
    when: 'a serious claim covers',
    board: board(violation('v'), prompt('p', false)),
    at: 0,
    away: [],
    cards: [],
    lines: ['p'],
    interrupt: 'v',
  },
  {
    when: 'once acknowledged it folds to a line',
    board: board(violation('v', { settled: 'acknowledged' })),
    at: 0,
    away: [],
    cards: [],
    lines: ['v'],
    interrupt: undefined,
  },
  {
    when: 'put away here, before the server says so',
    board: board(violation('v')),
    at: 0,
    away: ['v'],
    cards: [],
    lines: ['v'],
    interrupt: undefined,
  },
  {
    when: 'what is not serious is a line while the agent’s budget holds it back',
    board: board(prompt('p', false, { loudness: 'interrupt' })),
    at: 0,
    away: [],
    cards: [],
    lines: ['p'],
    interrupt: undefined,
  },
  {
    when: 'and covers when its turn has come',
    board: board(prompt('p', false, { loudness: 'interrupt' })),
    at: 0,
    away: [],
    turns: ['p'],
    cards: [],
    lines: [],
    interrupt: 'p',
  },
  {
    when: 'put right it does not cover',
    board: board(violation('v', { recovered: true })),
    at: 0,
    away: [],
    cards: [],
    lines: ['v'],
    interrupt: undefined,
  },
  {
    when: 'a claim about the agent before does not cover, and stands below what is owed',
    board: board(violation('v'), prompt('p', false)),
    at: 0,
    away: [],
    others: ['v'],
    cards: [],
    lines: ['p', 'v'],
    interrupt: undefined,
  },
];

test.each(cases)('$when', ({ board: standing, at, away, turns, others, cards, lines, interrupt }) => {
  const seen = see(standing, {}, at, new Set(away), new Set(turns), new Set(others));
  expect({ cards: seen.cards.map(({ key }) => key), lines: seen.lines.map(({ key }) => key), interrupt: seen.interrupt?.key }).toEqual({
    cards,
    lines,
    interrupt,
  });
});

test('a turn is for one conversation and for the row that made it loud', () => {
  const turn = (conversation: string, key: string, position: number) => ({ conversation, key, position }) as never;
  const interrupting = { a: { position: 7, isSerious: false }, b: { position: 9, isSerious: false } };
  expect([...turnsOf('one', interrupting, [turn('one', 'a', 7), turn('one', 'b', 4), turn('two', 'b', 9), turn('one', 'c', 1)])]).toEqual([
    'a',
  ]);
});
