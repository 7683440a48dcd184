import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
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
    { position: 9, by: '1027', handedTo: '2044', category: '0202', path: leaf.path, settled: false, slots: [], summary: [] },
  ]);
});
