import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { Position } from '#domain/ids.ts';
import { lacking, partOf, wrapupOf } from '#server/live/wrapup.ts';

type Of<Kind extends Advice['kind']> = Extract<Advice, { kind: Kind }>;

const leaf = { code: '0202', path: ['卡', '挂失'], confidence: 0.416, because: '客户说「丢了」' };
const category = (more: Partial<Of<'category'>> = {}): Advice => ({
  key: 'category',
  kind: 'category',
  ranking: [leaf],
  by: 'nobody',
  evidence: [],
  loudness: 'quiet',
  ...more,
});
const slot = (name: string, more: Partial<Of<'slot'>> = {}): Advice => ({
  key: `slot:${name}`,
  kind: 'slot',
  slot: name,
  label: name,
  status: 'empty',
  required: false,
  confidence: 0,
  evidence: [],
  loudness: 'quiet',
  ...more,
});
const board = (...all: readonly Advice[]) => Object.fromEntries(all.map(advice => [advice.key, advice]));
const chosen = category({ chosen: '0202', by: 'agent' });
const unfiled = { kind: 'incomplete', category: true, slots: [] };

const boards = [
  { when: 'a leaf only stands first', stands: board(category()), lacks: unfiled },
  { when: 'nothing was heard that speaks for a leaf', stands: board(), lacks: unfiled },
  { when: 'a leaf was chosen', stands: board(chosen), lacks: null },
  { when: 'a field nobody asks for is empty', stands: board(chosen, slot('place')), lacks: null },
  {
    when: 'a required field has an unsure value',
    stands: board(chosen, slot('tail', { required: true, status: 'unsure', value: '4417' })),
    lacks: null,
  },
  {
    when: 'what a process in shadow asks for is empty',
    stands: board(chosen, slot('tail', { required: true, shadow: true })),
    lacks: null,
  },
  {
    when: 'a required field is empty',
    stands: board(chosen, slot('tail', { required: true })),
    lacks: { kind: 'incomplete', category: false, slots: [{ slot: 'tail', label: 'tail' }] },
  },
] as const;

test.each(boards)('$when', ({ stands, lacks }) => expect(lacking(stands, 'category-wanted')).toEqual(lacks));

test('a bank without categories confirms without one', () => expect(lacking(board(), 'no-categories')).toBeNull());

test('a leaf that only stands first is never filed; as the part of an agent it waits to be chosen', () => {
  const stands = board(category());
  expect([wrapupOf(stands, 9, '1027').category, partOf(stands, 9, '1027', '2044')]).toEqual([
    null,
    {
      position: 9,
      by: '1027',
      handedTo: '2044',
      category: '0202',
      path: leaf.path,
      further: [],
      most: 1,
      settled: false,
      slots: [],
      summary: [],
      suggested: {},
    },
  ]);
});

test('what was suggested is kept beside what the agent confirmed, and every value says what it rests on and which day it is', () => {
  const other = { code: '0303', path: ['贷款'], confidence: 0, because: '' };
  const turn = (position: number) => ({ position: Position.parse(position), revision: 0, span: [0, 2] as [number, number] });
  const stands = board(
    category({ ranking: [leaf, other], chosen: '0303', by: 'agent' }),
    slot('when', { status: 'filled', value: '昨天', on: '2026-11-21', evidence: [turn(7), turn(3), turn(7)] }),
    slot('tail', { status: 'edited', value: '4028', suggested: '4417' }),
    slot('place', { suggested: '超市' }),
    slot('nothing'),
  );
  expect(wrapupOf(stands, 9, '1027')).toEqual({
    position: 9,
    by: '1027',
    category: '0303',
    further: [],
    slots: [
      { slot: 'tail', label: 'tail', value: '4028', status: 'edited', evidence: [] },
      { slot: 'when', label: 'when', value: '昨天', status: 'filled', on: '2026-11-21', evidence: [3, 7] },
    ],
    summary: [],
    suggested: {
      category: { code: '0202', path: leaf.path },
      slots: [
        { slot: 'place', label: 'place', value: '超市' },
        { slot: 'tail', label: 'tail', value: '4417' },
      ],
    },
  });
});
