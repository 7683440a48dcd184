import type { Join } from '#engine/hear/hearing-part.ts';

/** What a word of code says: each step is its kind, its length in words, and what the kind needs. */
export const symbolStep = 0; // symbol
export const groupStep = 1; // symbols, one of them
export const gapStep = 2; // min, max
export const maybeStep = 3; // one step
export const anyStep = 4; // steps, one of them
export const allStep = 5; // steps, one after the other

/** Writes joins as one flat list of numbers, so that running them follows no pointers. */
export class CodeWriter {
  private readonly words: number[] = [];
  private readonly groups: readonly (readonly number[])[];
  private readonly symbolAt: Int32Array;
  private readonly begins: number;

  /** `symbolAt`: by symbol, how code names it; the last two are where sentences begin and end. `begins`: where in the book code begins. */
  constructor(groups: readonly (readonly number[])[], symbolAt: Int32Array, begins: number) {
    this.groups = groups;
    this.symbolAt = symbolAt;
    this.begins = begins;
  }

  /** Adds words as they are; answers where they begin. */
  note(words: readonly number[]): number {
    return this.begins + this.words.push(...words) - words.length;
  }

  /** Adds a join; answers where its code begins. */
  write(join: Join): number {
    const at = this.words.length;
    switch (join.kind) {
      case 'symbols': {
        const group = this.groups[join.group] as readonly number[];
        this.words.push(group.length === 1 ? symbolStep : groupStep, group.length + 2);
        for (const symbol of group) this.words.push(this.symbolAt[symbol] as number);
        break;
      }
      case 'start':
        this.words.push(symbolStep, 3, this.symbolAt.at(-2) as number);
        break;
      case 'end':
        this.words.push(symbolStep, 3, this.symbolAt.at(-1) as number);
        break;
      case 'gap':
        this.words.push(gapStep, 4, join.min, join.max);
        break;
      case 'maybe':
        this.writeParts(maybeStep, [join.part]);
        break;
      case 'any':
        this.writeParts(anyStep, join.parts);
        break;
      case 'all':
        this.writeParts(allStep, join.parts);
    }
    return this.begins + at;
  }

  /** The whole book: room for what stands before the code, and the code. */
  book(): Int32Array {
    const book = new Int32Array(this.begins + this.words.length);
    book.set(this.words, this.begins);
    return book;
  }

  private writeParts(step: number, parts: readonly Join[]): void {
    const at = this.words.push(step, 0) - 2;
    for (const part of parts) this.write(part);
    this.words[at + 1] = this.words.length - at;
  }
}
