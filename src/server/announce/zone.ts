import { inZone } from '#server/live/local-time.ts';

/** How far the bank's wall clock is ahead of UTC at a moment. */
export function zoneOffsetMs(atMs: number, timeZone: string): number {
  const found = /([+-])(\d{2}):(\d{2})$/.exec(inZone(new Date(atMs).toISOString(), timeZone));
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000;
}
