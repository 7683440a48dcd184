import type { Bus } from '#ports/bus.ts';
import type { Announced, AnnouncementReport } from '#protocol/announcements.ts';
import { keepDelivering } from '#server/announce/deliver.ts';
import type { Keeping } from '#server/announce/keeping.ts';
import type { LiveArticles } from '#server/announce/live-articles.ts';
import { announcedTo, Noticeboard } from '#server/announce/noticeboard.ts';
import { Reports } from '#server/announce/reports.ts';
import { keepSettling } from '#server/announce/settle.ts';
import { type Sighting, Sightings } from '#server/announce/sightings.ts';
import { keepSuperseding } from '#server/announce/supersede.ts';

/** What announcements are made of on a node. */
export interface AnnouncingDeps extends Keeping {
  readonly bus: Bus;
  readonly articles: Pick<LiveArticles, 'titles'>;
}

/** What desks and screens of a node have to do with announcements. */
export interface Announcing {
  /** What is due for an agent's desk, soon and whenever that changes. */
  readonly listen: (agent: string, take: (due: readonly Announced[]) => void) => () => void;
  /** The same as an agent's screen needs it. */
  readonly due: (agent: string, take: (due: readonly { readonly turn: string; readonly urgent: boolean }[]) => void) => () => void;
  /** Keeps what a desk reports. */
  readonly report: (agent: string, reports: readonly AnnouncementReport[]) => Promise<'noted' | 'busy'>;
  /** A desk connected. */
  readonly sight: (agent: string) => Sighting;
  close(): Promise<void>;
}

/**
 * Starts what announcements need on a node: the board, the keeper of reports, who is here, the writing out of audiences, the ending of
 * older versions, and settling.
 */
export function startAnnouncing({ db, bus, clock, log, timeZone, articles }: AnnouncingDeps): Announcing {
  const board = new Noticeboard({ db, bus, clock, log, timeZone, titleOf: () => articles.titles() });
  const reports = new Reports(db, clock);
  const sightings = new Sightings(db, clock, log);
  board.start();
  sightings.start();
  const stopDelivering = keepDelivering({ db, clock, log });
  const stopSettling = keepSettling({ db, clock, log, timeZone });
  const stopSuperseding = keepSuperseding({ db, clock, log, timeZone });
  return {
    listen: (agent, take) => board.listen(agent, take),
    due: (agent, take) =>
      board.listen(agent, list => take(list.filter(({ ended }) => !ended).map(({ turn, kind }) => ({ turn, urgent: kind === 'urgent' })))),
    report: async (agent, reported) => {
      const kept = await reports.note(agent, reported);
      const settles = reported.some(({ state }) => state === 'painted' || state === 'acknowledged');
      if (kept === 'noted' && settles) bus.publish(announcedTo(agent), {});
      return kept;
    },
    sight: agent => sightings.open(agent),
    async close() {
      stopDelivering();
      stopSettling();
      stopSuperseding();
      await board.close();
      await reports.idle();
      await sightings.close();
    },
  };
}
