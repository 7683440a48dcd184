import type { NeedRow, TeamDown, Tile } from '#protocol/supervisor.ts';

type Down<Type extends TeamDown['type']> = Extract<TeamDown, { type: Type }>;

/** What a leader's page shows beside the followed call: folded from what the server sends. */
export interface Team {
  readonly head: Pick<Down<'team'>, 'page' | 'pages' | 'total' | 'agents' | 'talking'> | null; // null: not told yet
  readonly tiles: readonly Tile[];
  readonly rows: readonly NeedRow[] | null;
  readonly more: number;
  readonly hour: Pick<Down<'hour'>, 'budget' | 'recovered' | 'ended'> | null;
  readonly aheadMs: number; // the server's clock minus ours
  readonly heardAt: number; // our clock: how old the picture is when the line breaks
}

/** Before the first word. */
export const untold: Team = { head: null, tiles: [], rows: null, more: 0, hour: null, aheadMs: 0, heardAt: 0 };

/** Takes one message in; a changed tile stays in its place, one that is on no shown place is left out. */
export function takeTeam(before: Team, down: TeamDown, now: number): Team {
  const team = { ...before, heardAt: now };
  switch (down.type) {
    case 'team': {
      const { page, pages, total, agents, talking, tiles, nowAt } = down;
      return { ...team, head: { page, pages, total, agents, talking }, tiles, aheadMs: nowAt - now };
    }
    case 'tiles': {
      const changed = new Map(down.tiles.map(tile => [tile.staffNo, tile]));
      const tiles = before.tiles.map(tile => changed.get(tile.staffNo) ?? tile);
      return { ...team, head: before.head && { ...before.head, talking: down.talking }, tiles, aheadMs: down.nowAt - now };
    }
    case 'needs':
      return { ...team, rows: down.rows, more: down.more, aheadMs: down.nowAt - now };
    case 'hour':
      return { ...team, hour: { budget: down.budget, recovered: down.recovered, ended: down.ended } };
    case 'beat':
      return { ...team, aheadMs: down.nowAt - now };
    case 'whispers':
    case 'row':
    case 'partial':
    case 'caught-up':
    case 'refused':
      return team;
  }
}

/** Where an arrow key leads among tiles in rows of so many; the edge is the edge. */
export function stepOn(at: number, key: string, columns: number, count: number): number {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key] ?? 0;
  const next = at + step;
  return next >= 0 && next < count ? next : at;
}
