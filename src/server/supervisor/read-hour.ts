import type { AlarmBudget, Ended } from '#protocol/supervisor.ts';
import type { Db } from '#server/db/schema.ts';
import { reaches, type Tree } from '#server/supervisor/reach.ts';

/** Whose hour it is. */
export interface Reader {
  readonly staffNo: string;
  readonly units: readonly string[] | 'all'; // that they lead
}

/** A leader takes in so many serious alarms an hour. */
export const alarmsPerHour = 10;
const hourMs = 3_600_000;
const longestNeedMs = 6 * hourMs; // a need that began before the hour may have alarms and ends within it
const endsShown = 8;

/**
 * The last hour of somebody: the alarms that reached them against the budget, how many of these were put right, and how the latest needs
 * ended. What was over before it came to them is not theirs.
 */
export async function readHour(
  db: Db,
  tree: Tree,
  { staffNo, units }: Reader,
  now: number,
): Promise<{ budget: AlarmBudget; recovered: number; ended: readonly Ended[] }> {
  const teams = [...tree.parents.keys()].filter(team => reaches(tree, units, team, { neededAt: 0 }, Number.MAX_SAFE_INTEGER) !== null);
  const rows = await db
    .selectFrom('needs')
    .select(['agent', 'unit', 'needed_at', 'alarms', 'taken_by', 'taken_at', 'left_at', 'left_why', 'left_by'])
    .where('needed_at', '>', new Date(now - longestNeedMs))
    .where(row => row.or([row('left_at', 'is', null), row('left_at', '>', new Date(now - hourMs))]))
    .where(row => row.or([row('unit', 'in', teams.length > 0 ? teams : ['']), row('taken_by', '=', staffNo)]))
    .where(row => row.or([row('agent', 'is', null), row('agent', '!=', staffNo)]))
    .orderBy('needed_at', 'desc')
    .limit(2000)
    .execute();
  const reached = (need: (typeof rows)[number], untilAt: number) => {
    const takenAt = need.taken_at?.getTime();
    if (need.taken_by === staffNo && takenAt !== undefined && takenAt <= untilAt) return true;
    const taken = takenAt === undefined ? {} : { takenAt: Math.min(takenAt, untilAt) };
    return need.unit !== null && reaches(tree, units, need.unit, { neededAt: need.needed_at.getTime(), ...taken }, untilAt) !== null;
  };
  const alarms = rows.flatMap(need =>
    need.alarms.filter(({ ended }) => reached(need, Math.min(now, ended?.at ?? now, need.left_at?.getTime() ?? now))),
  );
  const ended = rows.flatMap((need): Ended[] => {
    const { agent, alarms: kept, left_at, left_why, left_by } = need;
    if (!left_at || !left_why || !reached(need, left_at.getTime())) return [];
    return [{ at: left_at.getTime(), agent: agent ?? '', title: kept[0]?.title ?? '', why: left_why, ...(left_by ? { by: left_by } : {}) }];
  });
  return {
    budget: budgetOf(alarms.filter(({ raisedAt }) => raisedAt > now - hourMs)),
    recovered: alarms.filter(each => isPutRight(each.ended?.why) && (each.ended?.at ?? 0) > now - hourMs).length,
    ended: ended.sort((a, b) => b.at - a.at).slice(0, endsShown),
  };
}

function isPutRight(why: string | undefined): boolean {
  return why === 'recovered' || why === 'said';
}

/** Alarms of an hour against the budget; over it, the rule most of them are of. */
export function budgetOf(alarms: readonly { readonly rule: string; readonly title: string }[]): AlarmBudget {
  const budget = { count: alarms.length, limit: alarmsPerHour };
  if (alarms.length <= alarmsPerHour) return budget;
  const counts = new Map<string, { rule: string; title: string; count: number }>();
  for (const { rule, title } of alarms) counts.set(rule, { rule, title, count: (counts.get(rule)?.count ?? 0) + 1 });
  const [noisiest] = [...counts.values()].sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
  return { ...budget, ...(noisiest ? { noisiest } : {}) };
}
