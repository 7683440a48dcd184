import type { HearingPart, Program } from '#engine/hear/hearing-part.ts';
import { Gathering, type Rows } from '#engine/hear/match/rows.ts';

/**
 * By symbol: the programs whose rarest need it meets. Each stands with the symbols of its next need behind it (index, how many,
 * symbols), so that most programs are passed over without a look at anything else.
 */
export type Nominations = Rows;

/** The nominations of programs, by what is given for each: `[index, program]`. */
export function nominationsOf({ programs, groups }: HearingPart, symbols: number, given: Iterable<readonly [number, number]>): Nominations {
  const rows = new Gathering(symbols);
  for (const [index, program] of given) {
    const [rarest, next] = (programs[program] as Program).needs;
    const needed = next === undefined ? [] : (groups[next] as readonly number[]);
    for (const symbol of groups[rarest as number] as readonly number[]) {
      rows.add(symbol, index);
      rows.add(symbol, needed.length);
      for (const each of needed) rows.add(symbol, each);
    }
  }
  return rows.rows();
}
