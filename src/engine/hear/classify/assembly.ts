/** WebAssembly instructions as their bytes (https://webassembly.github.io/spec/core/binary). */
export type Code = readonly number[];

/** One function: numbers of 32 bits in, nothing out; behind them its own numbers and its own vectors of 128 bits. */
export interface Loop {
  readonly name: string;
  readonly takes: number;
  readonly numbers: number;
  readonly vectors: number;
  readonly code: Code;
}

export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const number = (value: number): Code => [0x41, value]; // 0 to 63
export const add: Code = [0x6a];
export const multiply: Code = [0x6c];
export const loadNumber: Code = [0x28, 2, 0];
export const loadFloat: Code = [0x2a, 2, 0];
export const storeFloat: Code = [0x38, 2, 0];
export const addFloats: Code = [0x92];

const vector = (instruction: number): Code => [0xfd, ...unsigned(instruction)];
export const load = (behind: number): Code => [...vector(0x00), 4, ...unsigned(behind)];
export const store = (behind: number): Code => [...vector(0x0b), 4, ...unsigned(behind)];
export const zeros: Code = [...vector(0x0c), ...Array.from({ length: 16 }, () => 0)];
export const fourTimes: Code = vector(0x13); // one float in all four places
export const place = (lane: number): Code => [...vector(0x1f), lane];
export const addFours: Code = vector(0xe4);
export const multiplyFours: Code = vector(0xe6);
export const addEights: Code = vector(0x8e); // sixteen bits each
export const firstEight: Code = vector(0x87); // of sixteen bytes, to sixteen bits
export const lastEight: Code = vector(0x88);
export const firstFour: Code = vector(0xa7); // of eight, to 32 bits
export const lastFour: Code = vector(0xa8);
export const toFloats: Code = vector(0xfa);

/** Does the body, adds to a local, and does it again while the local is below another. The body is done at least once. */
export function repeat(local: number, by: number, below: number, body: Code): Code {
  const isBelow = [...get(local), ...step(by), ...add, 0x22, local, ...get(below), 0x49];
  return [0x03, 0x40, ...body, ...isBelow, 0x0d, 0, 0x0b];
}

const step = (by: number): Code => (by < 64 ? number(by) : [0x41, by | 0x80, 0]);

/** Puts functions together to a module that works on memory given to it. */
export function assemble(loops: readonly Loop[]): Uint8Array<ArrayBuffer> {
  const types = loops.map(({ takes }) => [0x60, ...list(Array.from({ length: takes }, () => [int])), 0]);
  const imports = [[...text('memory'), ...text('memory'), 2, 0, 1]];
  const functions = loops.map((_, at) => [at]);
  const exported = loops.map(({ name }, at) => [...text(name), 0, at]);
  const bodies = loops.map(({ numbers, vectors, code }) => sized([2, numbers, int, vectors, vectorType, ...code, 0x0b]));
  const sections = [
    [1, types],
    [2, imports],
    [3, functions],
    [7, exported],
    [10, bodies],
  ] as const;
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flatMap(([id, items]) => [id, ...sized(list(items))])]);
}

const int = 0x7f;
const vectorType = 0x7b;

function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function sized(code: Code): Code {
  return [...unsigned(code.length), ...code];
}

function text(name: string): Code {
  return sized(Array.from(name, letter => letter.charCodeAt(0)));
}
