import { BotTrigger } from '#domain/bot.ts';
import { ProblemError } from '#domain/problem.ts';
import { type EventTrigger, isEventTrigger } from '#domain/robot-occasion.ts';
import type { OpenCalendar } from '#domain/working-calendar.ts';
import { nextDue } from '#robots/due.ts';
import { hashOf } from '#server/canonical.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { liveBot } from '#server/robots/bots/live-bot.ts';
import { livePlan } from '#server/tickets/plan.ts';

/** When a run is due by the bank's own clock and calendar. */
export type Schedule = Extract<BotTrigger, { on: 'schedule' }>;

/** Names a trigger by what it says: a new version that keeps it keeps what is known of it. */
export function triggerKey(trigger: BotTrigger): string {
  return hashOf(trigger).slice(0, 16);
}

/** Brings what sets a bot off by itself to what its live version says. What stays keeps its switch and its next moment. */
export async function followTriggers(trx: Trx, bot: string, now: Date): Promise<void> {
  const live = await liveBot(trx, bot);
  const wanted = new Map((live?.bot.triggers ?? []).filter(startsByItself).map(trigger => [triggerKey(trigger), trigger]));
  const gone = trx.deleteFrom('robot_due').where('bot', '=', bot);
  await (wanted.size > 0 ? gone.where('schedule', 'not in', [...wanted.keys()]) : gone).execute();
  if (wanted.size === 0) return;
  const calendar = await bankCalendar(trx);
  const rows = [...wanted].map(([schedule, trigger]) => ({
    ...{ bot, schedule, trigger: JSON.stringify(trigger), switched_by: null, switched_at: null, since: now },
    next_at: trigger.on === 'schedule' ? nextMoment(trigger, calendar, now) : null,
  }));
  await trx
    .insertInto('robot_due')
    .values(rows)
    .onConflict(row => row.doNothing())
    .execute();
}

/** The bank's working calendar, as its tickets use it; null while no plan is live. */
export async function bankCalendar(db: Db | Trx): Promise<OpenCalendar | null> {
  try {
    return (await livePlan(db)).calendar;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.kind === 'not-found') return null;
    throw error;
  }
}

/** The next moment of a schedule, if the calendar has one. */
export function nextMoment(schedule: Schedule, calendar: OpenCalendar | null, after: Date): Date | null {
  const due = calendar && nextDue(schedule, calendar, after.getTime());
  return due === null ? null : new Date(due);
}

/** A trigger as it was stored. */
export function triggerOf(stored: unknown): Schedule | EventTrigger {
  const trigger = BotTrigger.parse(stored);
  if (!startsByItself(trigger)) throw new Error(`${trigger.on} starts nothing by itself`);
  return trigger;
}

function startsByItself(trigger: BotTrigger): trigger is Schedule | EventTrigger {
  return trigger.on === 'schedule' || (isEventTrigger(trigger) && trigger.mode === 'start');
}
