import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Rows, roomForRows } from '#engine/hear/classify/rows.ts';

const length = 32;
const many = 300;

interface Some {
  readonly one: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly which: readonly number[];
  readonly values: readonly number[];
}

const small = fc.integer({ min: -127, max: 127 }); // whole numbers: sums are exact in whatever order
const some: fc.Arbitrary<Some> = fc.integer({ min: 0, max: 60 }).chain(count =>
  fc.record({
    one: fc.array(small, { minLength: length, maxLength: length }),
    rows: fc.array(fc.array(small, { minLength: length, maxLength: length }), { minLength: 4, maxLength: 4 }),
    which: fc.array(fc.nat(3), { minLength: count, maxLength: count }),
    values: fc.array(small, { minLength: count, maxLength: count }),
  }),
);

function laidOut({ one, rows, which, values }: Some) {
  const room = roomForRows(length * 5 + many * 2, 4);
  const laid = { one: room.floats(length), rows: room.floats(length * 4), which: room.ints(many), values: room.floats(many) };
  laid.one.set(one);
  laid.rows.set(rows.flat());
  laid.which.set(which);
  laid.values.set(values);
  return { room, ...laid };
}

const loops = [
  {
    name: 'gather',
    plain: ({ one, rows, which, values }: Some) => ({
      one: one.map((sum, unit) => which.reduce((all, row, at) => all + (values[at] as number) * (rows[row]?.[unit] as number), sum)),
      rows: rows.flat(),
      values,
    }),
  },
  {
    name: 'scatter',
    plain: ({ one, rows, which, values }: Some) => ({
      one,
      rows: rows.flatMap((row, at) =>
        row.map((weight, unit) =>
          which.reduce((all, to, item) => all + (to === at ? (values[item] as number) * (one[unit] as number) : 0), weight),
        ),
      ),
      values,
    }),
  },
  {
    name: 'dots',
    plain: ({ one, rows, which }: Some) => ({
      one,
      rows: rows.flat(),
      values: which.map(row => one.reduce((all, pull, unit) => all + pull * (rows[row]?.[unit] as number), 0)),
    }),
  },
] as const satisfies readonly { readonly name: keyof Rows; readonly plain: (some: Some) => unknown }[];

test.each(loops)('$name does what a plain loop does', ({ name, plain }) => {
  fc.assert(
    fc.property(some, given => {
      const { room, one, rows, which, values } = laidOut(given);
      room[name](one, rows, which, values, given.which.length);
      expect({ one: [...one], rows: [...rows], values: [...values.subarray(0, given.which.length)] }).toEqual(plain(given));
    }),
    { seed: 17 },
  );
});

test('bytes of 255 rows are added without running over', () => {
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 255 }), ({ rows }, count) => {
      const room = roomForRows(length * 2 + many, 3);
      const sum = room.floats(length);
      const bytes = room.bytes(length * 4);
      const which = room.ints(many);
      bytes.set(rows.flat());
      for (let at = 0; at < count; at++) which[at] = at % 7 === 0 ? 1 : 3;
      room.addBytes(sum, bytes, which, count);
      const taken = [...which.subarray(0, count)];
      expect([...sum]).toEqual(rows[0]?.map((_, unit) => taken.reduce((all, row) => all + (rows[row]?.[unit] as number), 0)));
    }),
    { seed: 19 },
  );
});
