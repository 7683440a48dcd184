import type { Band as Looks, Settings } from '#domain/settings.ts';
import type { Band } from '#engine/attention/attention-memory.ts';

/** How experienced somebody hired on that day is when the conversation opens. Without a day: regular. */
export function bandOf(hiredOn: string | undefined, openedAt: string | null, settings: Settings): Band {
  const hired = monthOf(hiredOn);
  const opened = monthOf(openedAt ?? undefined);
  if (hired === null || opened === null) return 'regular';
  const months = opened - hired;
  if (months < settings.noviceMonths) return 'novice';
  return months > settings.expertMonths ? 'expert' : 'regular';
}

/** How much somebody of this tenure sees in this queue: what the queue names goes before the band. */
export function looksOf({ bands, queues }: Settings, band: Band, queue: string | undefined): Looks {
  const own = queue === undefined ? undefined : queues[queue]?.[band];
  return own === undefined ? bands[band] : { ...bands[band], ...own };
}

/** Months since year 0 of an ISO day or instant; the day itself decides nothing within a month. */
function monthOf(iso: string | undefined): number | null {
  const parts = /^(\d{4})-(\d{2})/.exec(iso ?? '');
  return parts ? Number(parts[1]) * 12 + Number(parts[2]) : null;
}
