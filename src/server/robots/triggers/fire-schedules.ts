import type { OpenCalendar } from '#domain/working-calendar.ts';
import type { Clock } from '#ports/clock.ts';
import { nextDue } from '#robots/due.ts';
import type { Db } from '#server/db/schema.ts';
import { every } from '#server/every.ts';
import type { Log } from '#server/log.ts';
import { fire } from '#server/robots/triggers/fire.ts';
import { bankCalendar, nextMoment, type Schedule, triggerOf } from '#server/robots/triggers/follow-triggers.ts';
import type { KeyRing } from '#server/vault/seal.ts';

interface FiringParts {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
}

/** Starts what is due, once however many processes look; and follows a calendar that was changed. Returns how many runs began. */
export async function fireSchedules({ db, ring, clock, log }: FiringParts): Promise<number> {
  const now = new Date(clock.now());
  const rows = await db.selectFrom('robot_due').select(['bot', 'schedule', 'trigger', 'next_at', 'is_on']).execute();
  if (rows.length === 0) return 0;
  const calendar = await bankCalendar(db);
  let begun = 0;
  for (const { bot, schedule, trigger: stored, next_at, is_on } of rows) {
    const trigger = triggerOf(stored);
    if (!is_on || trigger.on !== 'schedule') continue;
    const of = { bot, schedule };
    if (next_at === null || next_at > now) await followCalendar(db, of, next_at, nextMoment(trigger, calendar, now));
    else if (await fireOne({ db, ring, log }, of, trigger, next_at, calendar, now)) begun++;
  }
  return begun;
}

/** Keeps starting what is due until stopped; looks every five seconds. */
export function keepFiring(parts: FiringParts): () => void {
  let busy = false;
  const look = () => {
    if (busy) return;
    busy = true;
    fireSchedules(parts)
      .catch(error => parts.log.warn({ err: error }, 'schedules not looked at; tried again'))
      .finally(() => {
        busy = false;
      });
  };
  look();
  return every(parts.clock, 5_000, look);
}

interface Of {
  readonly bot: string;
  readonly schedule: string;
}

/** A notice of the year moves holidays: a moment that was foreseen is foreseen anew. */
async function followCalendar(db: Db, { bot, schedule }: Of, known: Date | null, next: Date | null): Promise<void> {
  if (known?.getTime() === next?.getTime()) return;
  const update = db.updateTable('robot_due').set({ next_at: next }).where('bot', '=', bot).where('schedule', '=', schedule);
  await (known ? update.where('next_at', '=', known) : update.where('next_at', 'is', null)).execute();
}

/** The row's lock and its moment make it one process' deed; what was missed meanwhile is caught up with one run. */
async function fireOne(
  { db, ring, log }: Pick<FiringParts, 'db' | 'ring' | 'log'>,
  { bot, schedule }: Of,
  trigger: Schedule,
  moment: Date,
  calendar: OpenCalendar | null,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async trx => {
    const row = await trx
      .selectFrom('robot_due')
      .select('bot')
      .where('bot', '=', bot)
      .where('schedule', '=', schedule)
      .where('next_at', '=', moment)
      .where('is_on', '=', true)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!row) return false;
    await trx
      .updateTable('robot_due')
      .set({ next_at: nextMoment(trigger, calendar, now) })
      .where('bot', '=', bot)
      .where('schedule', '=', schedule)
      .execute();
    const moments = calendar ? momentsUntil(trigger, calendar, moment, now) : [];
    const last = moments.at(-1);
    if (last === undefined) return false; // the calendar was changed: this day is none any more
    const missed = moments.length - 1 + (now.getTime() - last > lateMs ? 1 : 0);
    const at = new Date(last).toISOString();
    const fired = await fire(
      trx,
      ring,
      { trigger: schedule, occasion: at, missed },
      { bot, inputs: {}, mode: 'real', askedBy: 'system', cause: { kind: 'schedule', at } },
      now,
    );
    if (missed > 0) log.warn({ bot, missed }, 'a schedule was caught up with one run');
    return fired?.kind === 'queued';
  });
}

const lateMs = 120_000; // later than this the moment itself was missed
const mostMissed = 10_000;

/** The moments of a schedule from one that was foreseen until now, both counted. */
function momentsUntil(schedule: Schedule, calendar: OpenCalendar, from: Date, now: Date): readonly number[] {
  const moments: number[] = [];
  let next = nextDue(schedule, calendar, from.getTime() - 1);
  while (next !== null && next <= now.getTime() && moments.length < mostMissed) {
    moments.push(next);
    next = nextDue(schedule, calendar, next);
  }
  return moments;
}
