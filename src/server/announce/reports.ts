import { sql } from 'kysely';
import type { Clock } from '#ports/clock.ts';
import type { AnnouncementReport } from '#protocol/announcements.ts';
import type { Db } from '#server/db/schema.ts';

interface Waiting {
  readonly agent: string;
  readonly reports: readonly AnnouncementReport[];
  readonly at: number;
  readonly done: (error?: unknown) => void;
}

const mostWaiting = 5000;
const mostInOne = 500;

/**
 * Keeps what desks report: each state of an announcement once for each agent and occasion, the first time wins. What comes while a
 * statement is on its way gathers for the next one; nobody is told that a report is kept before it is.
 */
export class Reports {
  readonly #db: Db;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Resolves when the reports are kept; 'busy' when too many wait, and the desk sends them again. */
  note(agent: string, reports: readonly AnnouncementReport[]): Promise<'noted' | 'busy'> {
    if (this.#waiting.length >= mostWaiting) return Promise.resolve('busy');
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        agent,
        reports,
        at: this.#clock.now(),
        done: error => (error === undefined ? resolve('noted') : reject(error)),
      });
      this.#running ??= this.#run();
    });
  }

  /** Waits until all that came is kept. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise<void>(resolve => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.splice(0, mostInOne);
      try {
        await storeReports(
          this.#db,
          taken.flatMap(({ agent, reports, at }) => reports.map(report => ({ ...report, agent, at: new Date(at - report.agoMs) }))),
        );
        for (const { done } of taken) done();
      } catch (error) {
        for (const { done } of taken) done(error);
      }
    }
    this.#running = null;
  }
}

type Row = AnnouncementReport & { readonly agent: string; readonly at: Date };

/** One statement however many they are. Acknowledging is reading; nobody reports of what is not for them, or of a time before it was sent. */
async function storeReports(db: Db, rows: readonly Row[]): Promise<void> {
  const all = rows.flatMap((row): Row[] => (row.state === 'acknowledged' ? [row, { ...row, state: 'read' }] : [row]));
  await sql`
    insert into announcement_reports (announcement, agent, occasion, state, at, open_ms)
    select r.announcement, r.agent, r.occasion, r.state, min(greatest(r.at, a.published_at)), max(r.open_ms)
    from unnest(
      ${all.map(row => row.announcement)}::bigint[], ${all.map(row => row.agent)}::text[], ${all.map(row => row.occasion)}::int[],
      ${all.map(row => row.state)}::text[], ${all.map(row => row.at)}::timestamptz[], ${all.map(row => row.openMs ?? null)}::int[]
    ) as r (announcement, agent, occasion, state, at, open_ms)
    join announcement_targets t on t.announcement = r.announcement and t.agent = r.agent
    join announcements a on a.id = r.announcement
    where r.occasion = 0 or r.occasion between extract(epoch from a.published_at) / 86400 - 1 and extract(epoch from a.expires_at) / 86400 + 1
    group by r.announcement, r.agent, r.occasion, r.state
    order by 1, 2, 3, 4
    on conflict (announcement, agent, occasion, state) do update set open_ms = greatest(announcement_reports.open_ms, excluded.open_ms)
      where excluded.open_ms is not null`.execute(db);
}
