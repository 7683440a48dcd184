import { expect, test } from 'vitest';
import { sameValue, scoreCategory, scoreSlots } from '#eval/wrapup.ts';

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

const slot = (key: string, value: string) => ({ [`slot:${key}`]: { kind: 'slot', slot: key, value } }) as never;
const ranking = (...codes: string[]) => ({ category: { kind: 'category', ranking: codes.map(code => ({ code })) } }) as never;

test('slots: one right, one wrong, one missing, one nobody wanted', () =>
  expect(
    scoreSlots([
      {
        board: { ...(slot('a', '1') as object), ...(slot('b', '2') as object), ...(slot('d', '4') as object) } as never,
        slots: { a: { value: '1' }, b: { value: '9' }, c: { value: '3' } },
      },
    ]),
  ).toEqual({ precision: 0.333, recall: 0.333, f1: 0.333, n: 3 }));

test('category: first, third, absent; nothing judged gives null', () => {
  expect(
    scoreCategory([
      { board: ranking('x', 'y'), category: 'x' },
      { board: ranking('y', 'z', 'x'), category: 'x' },
      { board: {}, category: 'x' },
    ]),
  ).toEqual({ top1: 0.333, top3: 0.667, n: 3 });
  expect(scoreCategory([{ board: {} }])).toEqual({ top1: null, top3: null, n: 0 });
});
