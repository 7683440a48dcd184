import type { Process } from '#domain/process.ts';
import type { Fault } from '#server/content/check-rule.ts';

/** A branch, and where it stands in its process. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly when: string;
  readonly path: Fault['path'];
}

/** Branches that lead back to where they come from: a step that is done is not done again, so nobody would get on by them. */
export function faultsOfBranches(process: Process, others: readonly Process[]): readonly Fault[] {
  const ways = waysIn(process);
  return [...faultsWithin(ways.filter(({ to }) => !isAway(to))), ...faultsBetween(process, ways, others)];
}

function waysIn({ nodes }: Process): readonly Way[] {
  return nodes.flatMap(({ key, branch }, place) =>
    branch.map(({ when, goto }, at) => ({ from: key, to: goto, when, path: ['nodes', place, 'branch', at, 'goto'] })),
  );
}

/** Every circle of steps once, told at the first of its branches that stands in the file. */
function faultsWithin(ways: readonly Way[]): readonly Fault[] {
  const told = new Set<string>();
  return ways.flatMap((way): Fault[] => {
    const { from, to, path } = way;
    if (from === to) return [{ path, why: `the branch leads from ${from} to itself: name the step that comes next` }];
    const back = told.has(from) ? null : wayBack(ways, way);
    if (!back) return [];
    for (const step of back) told.add(step);
    return [
      { path, why: `these steps lead to each other, so nobody gets on: ${[...back, from].join(' → ')}; take one of the branches out` },
    ];
  });
}

/** Processes may lead to each other (那信用卡呢, 那借记卡呢), but not on the same words: they would change with every mention. */
function faultsBetween(process: Process, own: readonly Way[], others: readonly Process[]): readonly Fault[] {
  const all = others.flatMap(other => waysIn(other).map(way => ({ ...way, from: away(other.key) }))).filter(({ to }) => isAway(to));
  return own.flatMap((way): Fault[] => {
    if (!isAway(way.to)) return [];
    if (way.to === away(process.key)) return [{ path: way.path, why: `the branch leads from ${process.key} to itself: name a step of it` }];
    const sameWords = all.filter(({ when }) => when === way.when);
    const back = wayBack(sameWords, { ...way, from: away(process.key) });
    if (!back) return [];
    const circle = [...back, away(process.key)].map(key => key.slice(awaySign.length)).join(' → ');
    return [{ path: way.path, why: `the same words lead round in a circle: ${circle}; give one of the branches words of its own` }];
  });
}

/** The shortest way from a branch's end back to its beginning, which stands first. */
function wayBack(ways: readonly Way[], first: Pick<Way, 'from' | 'to'>): readonly string[] | null {
  const paths: (readonly string[])[] = [[first.from, first.to]];
  const seen = new Set([first.to]);
  for (let path = paths.shift(); path; path = paths.shift()) {
    for (const { from, to } of ways) {
      if (from !== path.at(-1)) continue;
      if (to === first.from) return path;
      if (seen.has(to)) continue;
      seen.add(to);
      paths.push([...path, to]);
    }
  }
  return null;
}

const awaySign = 'P:';

function away(process: string): string {
  return `${awaySign}${process}`;
}

function isAway(goto: string): boolean {
  return goto.startsWith(awaySign);
}
