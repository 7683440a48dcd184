import type { Tile } from '#protocol/supervisor.ts';
import type { CallPicture } from '#server/supervisor/call-picture.ts';
import { ranked, urgencyOfCall } from '#server/supervisor/need.ts';

/** Somebody with a place on the page. */
export interface Seat {
  readonly staffNo: string;
  readonly name: string;
  readonly unit: string;
}

/** What telephony said last of somebody. */
export interface LastSeen {
  readonly state: Tile['state'];
  readonly at: number;
}

/** One agent's tile: what telephony says, unless a call says more; of several calls the one that needs most, else the latest. */
export function tileOf({ staffNo, name, unit }: Seat, calls: readonly CallPicture[], seen: LastSeen | undefined): Tile {
  const [call] = [...calls].sort((a, b) => urgencyOfCall(b, false) - urgencyOfCall(a, false) || b.openedAt - a.openedAt);
  if (!call) return { staffNo, name, unit, state: seen?.state ?? 'unknown', sinceAt: seen?.at ?? null, calls: 0 };
  const [alarm] = ranked(call);
  const put = call.lastGone?.why === 'recovered' || call.lastGone?.why === 'said' ? call.lastGone.alarm : null;
  const alert = alarm ? { tone: 'stop' as const, of: alarm } : put ? { tone: 'ok' as const, of: put } : null;
  return {
    staffNo,
    name,
    unit,
    state: 'talking',
    sinceAt: call.openedAt,
    calls: calls.length,
    conversation: call.conversation,
    ...(call.topic === null ? {} : { topic: call.topic }),
    ...(call.quietSinceAt === null ? {} : { quietSinceAt: call.quietSinceAt }),
    ...(alert ? { alert: { tone: alert.tone, rule: alert.of.rule, title: alert.of.title } } : {}),
  };
}

/** Whether a tile is among what somebody looks for: 工号, name, team, topic, rule. */
export function matches(tile: Tile, unitName: string, search: string, only: 'all' | 'calls'): boolean {
  if (only === 'calls' && tile.calls === 0) return false;
  const words = search.trim().toLowerCase();
  if (words === '') return true;
  const texts = [tile.staffNo, tile.name, unitName, tile.topic ?? '', tile.alert?.rule ?? '', tile.alert?.title ?? ''];
  return texts.some(text => text.toLowerCase().includes(words));
}
