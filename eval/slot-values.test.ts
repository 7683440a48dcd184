import { expect, test } from 'vitest';
import type { Board } from '#engine/board.ts';
import { sameValue } from '#eval/same-value.ts';
import { scoreSlots } from '#eval/slot-values.ts';

const pairs = [
  { ours: '20000', theirs: '2万', same: true },
  { ours: '昨天晚上8点来钟', theirs: '昨晚20点', same: true },
  { ours: '昨天晚上8点', theirs: '昨晚9点', same: false },
  { ours: '⟦phone:1 …0016 ✓⟧', theirs: '19900000016', same: true },
  { ours: '⟦phone:1 …0017 ✓⟧', theirs: '19900000016', same: false },
  { ours: '0016', theirs: '0016', same: true },
  { ours: '8200', theirs: '8000', same: false },
  { ours: '市公安局', theirs: '自称市公安局', same: true },
  { ours: '是', theirs: '否', same: false },
  { ours: '周明远', theirs: '林晓岚', same: false },
] as const;
test.each(pairs)('$ours and $theirs: $same', ({ ours, theirs, same }) => expect(sameValue(ours, theirs)).toBe(same));

const slot = (key: string, value: string) => ({ [`slot:${key}`]: { kind: 'slot', slot: key, value } }) as unknown as Board;
test('slots: one right, one wrong, one missing, one nobody wanted', () =>
  expect(
    scoreSlots([
      {
        id: 'X',
        board: { ...slot('a', '2万'), ...slot('b', '2'), ...slot('d', '4'), ...slot('phone', '⟦phone:1 …0016 ✓⟧') },
        slots: { a: { value: '20000' }, b: { value: '9' }, c: { value: '3' }, phone: { value: '19900000016' } },
      },
    ]),
  ).toEqual({
    precision: 0.5,
    recall: 0.5,
    f1: 0.5,
    n: 4,
    exact: { precision: 0.25, recall: 0.25, f1: 0.25, n: 4 },
    secret: { right: 1, n: 1 },
    bySlot: {
      a: { wanted: 1, filled: 1, right: 1, exact: 0 },
      b: { wanted: 1, filled: 1, right: 0, exact: 0 },
      c: { wanted: 1, filled: 0, right: 0, exact: 0 },
      d: { wanted: 0, filled: 1, right: 0, exact: 0 },
      phone: { wanted: 1, filled: 1, right: 1, exact: 1 },
    },
    wrong: ['X b: 2 for 9', 'X c: - for 3', 'X d: 4 for -'],
  }));

test('a number under the wrong kind of mark is not the secret', () =>
  expect(scoreSlots([{ board: slot('phone', '⟦card:1 …0016⟧'), slots: { phone: { value: '19900000016' } } }]).secret).toEqual({
    right: 0,
    n: 1,
  }));
