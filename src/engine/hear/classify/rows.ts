import {
  add,
  addEights,
  addFloats,
  addFours,
  assemble,
  type Code,
  firstEight,
  firstFour,
  fourTimes,
  get,
  type Loop,
  lastEight,
  lastFour,
  load,
  loadFloat,
  loadNumber,
  multiply,
  multiplyFours,
  number,
  place,
  repeat,
  set,
  store,
  storeFloat,
  toFloats,
  zeros,
} from '#engine/hear/classify/assembly.ts';

/** Memory that rows of numbers lie in, and what is done with them sixteen at a time. Rows are a multiple of 16 floats or of 32 bytes long. */
export interface Rows {
  floats(length: number): Float32Array;
  ints(length: number): Int32Array;
  bytes(length: number): Int8Array;
  /** sum += value of each × its row. */
  gather(sum: Float32Array, rows: Float32Array, which: Int32Array, values: Float32Array, count: number): void;
  /** Each row += its value × pull. */
  scatter(pull: Float32Array, rows: Float32Array, which: Int32Array, values: Float32Array, count: number): void;
  /** The value of each becomes its row × pull. */
  dots(pull: Float32Array, rows: Float32Array, which: Int32Array, values: Float32Array, count: number): void;
  /** sum = the rows added; of 255 rows at most, since they are added in sixteen bits. */
  addBytes(sum: Float32Array, rows: Int8Array, which: Int32Array, count: number): void;
}

/** As much of WebAssembly as is used here: every engine of JavaScript has it, but the language's own types do not. */
interface Machine {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { readonly [name in 'gather' | 'scatter' | 'dots' | 'addBytes']: Run } };
}
const machine = (globalThis as unknown as { readonly WebAssembly: Machine }).WebAssembly;

type Run = (one: number, rows: number, which: number, values: number, count: number, rowBytes: number) => void;

/**
 * Makes memory for so many arrays of so many numbers together (of four bytes). The loops are WebAssembly: training spends its time in them,
 * and without vectors takes two and a half times as long (docs/decisions/0005).
 */
export function roomForRows(numbers: number, arrays: number): Rows {
  const memory = new machine.Memory({ initial: Math.ceil((numbers * 4 + arrays * 64) / 65_536) + 1 });
  const { gather, scatter, dots, addBytes } = new machine.Instance(module, { memory: { memory } }).exports;
  let used = 0;
  const take = (bytes: number): number => {
    const at = used;
    used += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const floatsBy =
    (loop: Run): Rows['gather'] =>
    (one, rows, which, values, count) => {
      if (count > 0) loop(one.byteOffset, rows.byteOffset, which.byteOffset, values.byteOffset, count, one.byteLength);
    };
  return {
    floats: length => new Float32Array(memory.buffer, take(length * 4), length),
    ints: length => new Int32Array(memory.buffer, take(length * 4), length),
    bytes: length => new Int8Array(memory.buffer, take(length), length),
    gather: floatsBy(gather),
    scatter: floatsBy(scatter),
    dots: floatsBy(dots),
    addBytes(sum, rows, which, count) {
      if (count > 0) addBytes(sum.byteOffset, rows.byteOffset, which.byteOffset, 0, count, sum.length);
    },
  };
}

// Locals, in order: what a loop takes, its numbers, its vectors.
const [one, rows, which, values, count, rowBytes] = [0, 1, 2, 3, 4, 5] as const;
const [block, item, value, end, row] = [6, 7, 8, 9, 10] as const;
const [first, spare] = [11, 15] as const;

const four = [0, 1, 2, 3] as const;
const fourOf = (code: (part: (typeof four)[number]) => Code): Code => four.flatMap(part => [...code(part)]);

/** For each block of 64 bytes of a row. */
const eachBlock = (body: Code): Code => [...number(0), ...set(block), ...repeat(block, 64, rowBytes, body)];

/** For each item: `row` points to the block of its row, `value` to its value. */
const eachItem = (body: Code): Code => [
  ...[...get(which), ...set(item), ...get(values), ...set(value)],
  ...[...get(which), ...get(count), ...number(4), ...multiply, ...add, ...set(end)],
  ...repeat(item, 4, end, [...toRow, ...body, ...get(value), ...number(4), ...add, ...set(value)]),
];
const toRow: Code = [...get(item), ...loadNumber, ...get(rowBytes), ...multiply, ...get(rows), ...add, ...get(block), ...add, ...set(row)];

const ofOne: Code = [...get(one), ...get(block), ...add];
const valueFourTimes: Code = [...get(value), ...loadFloat, ...fourTimes, ...set(spare)];

const gatherCode = eachBlock([
  ...fourOf(part => [...ofOne, ...load(16 * part), ...set(first + part)]),
  ...eachItem([
    ...valueFourTimes,
    ...fourOf(part => [
      ...[...get(first + part), ...get(row), ...load(16 * part), ...get(spare), ...multiplyFours, ...addFours],
      ...set(first + part),
    ]),
  ]),
  ...fourOf(part => [...ofOne, ...get(first + part), ...store(16 * part)]),
]);

const scatterCode = eachBlock([
  ...fourOf(part => [...ofOne, ...load(16 * part), ...set(first + part)]),
  ...eachItem([
    ...valueFourTimes,
    ...fourOf(part => [
      ...[...get(row), ...get(row), ...load(16 * part), ...get(first + part), ...get(spare), ...multiplyFours, ...addFours],
      ...store(16 * part),
    ]),
  ]),
]);

/** Items outside, blocks inside: `row` is found at the first block and goes on from there. */
const dotsCode: Code = [
  ...[...number(0), ...set(block)],
  ...eachItem([
    ...fourOf(part => [...zeros, ...set(first + part)]),
    ...eachBlock([
      ...fourOf(part => [
        ...[...get(first + part), ...get(row), ...get(block), ...add, ...load(16 * part), ...ofOne, ...load(16 * part)],
        ...[...multiplyFours, ...addFours, ...set(first + part)],
      ]),
    ]),
    ...[...get(first), ...get(first + 1), ...addFours, ...get(first + 2), ...addFours, ...get(first + 3), ...addFours, ...set(spare)],
    ...[...get(value), ...get(spare), ...place(0), ...get(spare), ...place(1), ...addFloats],
    ...[...get(spare), ...place(2), ...addFloats, ...get(spare), ...place(3), ...addFloats, ...storeFloat],
    ...[...number(0), ...set(block)],
  ]),
];

/** Blocks of 32 bytes; a sum is four times as long as what it is the sum of. */
const addBytesCode: Code = [
  ...[...number(0), ...set(block)],
  ...repeat(block, 32, rowBytes, [
    ...fourOf(part => [...zeros, ...set(first + part)]),
    ...eachItem(
      fourOf(part => [
        ...[...get(first + part), ...get(row), ...load(part < 2 ? 0 : 16), ...(part % 2 === 0 ? firstEight : lastEight)],
        ...[...addEights, ...set(first + part)],
      ]),
    ),
    ...[...get(one), ...get(block), ...number(4), ...multiply, ...add, ...set(row)],
    ...fourOf(part => [
      ...[...get(row), ...get(first + part), ...firstFour, ...toFloats, ...store(32 * part)],
      ...[...get(row), ...get(first + part), ...lastFour, ...toFloats, ...store(32 * part + 16)],
    ]),
  ]),
];

const shape = { takes: 6, numbers: 5, vectors: 5 };
const loops: readonly Loop[] = [
  { name: 'gather', ...shape, code: gatherCode },
  { name: 'scatter', ...shape, code: scatterCode },
  { name: 'dots', ...shape, code: dotsCode },
  { name: 'addBytes', ...shape, code: addBytesCode },
];
const module = new machine.Module(assemble(loops));
