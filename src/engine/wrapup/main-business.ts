import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';

/** The business the call is about, and the turn since when it is about any. */
export interface MainBusiness {
  readonly process: string;
  readonly turn: number;
}

/**
 * The first business, or one in which something is at stake that comes up before the first is well under way. What comes up later came
 * along: a fraud found out while a limit is raised. `seen`: the businesses so far, in their order; a wrong guess is taken out again.
 */
export function settle(
  main: MainBusiness | null,
  process: string | null,
  seen: readonly string[],
  { turn, content }: Pick<Moment, 'turn' | 'content'>,
): MainBusiness | null {
  const first = seen[0];
  if (process === null || first === undefined) return null;
  const now = main !== null && seen.includes(main.process) ? main : { process: first, turn };
  const mayTakeOver = process !== now.process && turn - now.turn <= underWayTurns && isGrave(process, content);
  return mayTakeOver ? { process, turn: now.turn } : now;
}

/** After so many turns the first business is well under way. */
const underWayTurns = 8;

function isGrave(process: string, { processes }: Content): boolean {
  return processes.get(process)?.sensitive === true || processes.get(process)?.urgent === true;
}
