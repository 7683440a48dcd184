import type { NeedRow } from '#protocol/supervisor.ts';

/** The unit tree with who leads what, as deciding who is called needs it. */
export interface Tree {
  readonly parents: ReadonlyMap<string, string | null>; // unit → the one above
  readonly led: ReadonlySet<string>; // units somebody was made leader of
}

/** When it goes on to the next leader, and to the duty supervisor. */
export const nextAfterMs = 30_000;
export const dutyAfterMs = 60_000;

/**
 * How a need of a team comes to somebody with these units, if it does. Their own team's at once; after 30 s untaken that of the team before
 * theirs in the same department; after 60 s, or when nobody leads the team, whoever is over the whole department. What was taken
 * goes no further.
 */
export function reaches(
  tree: Tree,
  units: readonly string[] | 'all',
  team: string,
  need: { readonly neededAt: number; readonly takenAt?: number },
  nowAt: number,
): NeedRow['reach'] | null {
  const waitedMs = (need.takenAt ?? nowAt) - need.neededAt;
  if (isOver(tree, units, team)) return waitedMs >= dutyAfterMs || !tree.led.has(team) ? 'duty' : null;
  if (units !== 'all' && units.includes(team)) return 'own';
  const next = nextTeam(tree, team);
  const isNext = next !== null && units !== 'all' && units.includes(next);
  return isNext && waitedMs >= nextAfterMs ? 'next' : null;
}

/** Whether somebody's units hold a team and what is above it: a duty supervisor of that team, not its leader. */
function isOver(tree: Tree, units: readonly string[] | 'all', team: string): boolean {
  if (units === 'all') return true;
  const above = tree.parents.get(team);
  return units.includes(team) && above !== null && above !== undefined && units.includes(above);
}

/** The team whose leader is asked next: the one after it, in the order of their ids, of those that are led under the same unit. */
export function nextTeam({ parents, led }: Tree, team: string): string | null {
  const above = parents.get(team);
  if (!above) return null;
  const teams = [...parents].filter(([unit, parent]) => parent === above && unit !== team && led.has(unit)).map(([unit]) => unit);
  teams.sort();
  return teams.find(unit => unit > team) ?? teams[0] ?? null;
}
