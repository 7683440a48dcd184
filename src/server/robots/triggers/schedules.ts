import { Bot, BotTrigger } from '#domain/bot.ts';
import type { OpenCalendar } from '#domain/working-calendar.ts';
import type { ScheduleList } from '#protocol/robots.ts';
import { nextDue } from '#robots/due.ts';
import { audit } from '#server/audit/audit.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { type Doer, refuse } from '#server/robots/bots/versions.ts';
import { bankCalendar, nextMoment, type Schedule, triggerOf } from '#server/robots/triggers/follow-triggers.ts';

/** What starts robots by itself: schedules with their next moments, and events; each with what came of it the last time. */
export async function listSchedules(db: Db, now: Date): Promise<ScheduleList> {
  const calendar = await bankCalendar(db);
  const rows = await db
    .selectFrom('robot_due as d')
    .innerJoin('robot_versions as v', join => join.onRef('v.bot', '=', 'd.bot').on('v.state', '=', 'live'))
    .select(['d.bot', 'd.schedule', 'd.trigger', 'd.is_on', 'd.switched_by', 'd.switched_at', 'v.body'])
    .orderBy('d.bot')
    .orderBy('d.schedule')
    .execute();
  const fired = await lastFired(db);
  const named = await namesOf(
    db,
    rows.map(({ switched_by }) => switched_by),
  );
  const all = rows.map(row => {
    const { title, titleEn } = Bot.parse(row.body);
    const last = fired.get(`${row.bot} ${row.schedule}`);
    return {
      trigger: triggerOf(row.trigger),
      common: {
        ...{ bot: row.bot, title, schedule: row.schedule, isOn: row.is_on },
        ...(titleEn ? { titleEn } : {}),
        ...(row.switched_by ? { switchedBy: named(row.switched_by) } : {}),
        ...(row.switched_at ? { switchedAt: row.switched_at.toISOString() } : {}),
        ...(last
          ? {
              last: {
                ...{ due: last.occasion, at: last.at.toISOString(), missed: last.missed },
                ...(last.run ? { run: last.run } : {}),
                ...(last.why ? { why: last.why } : {}),
              },
            }
          : {}),
      },
    };
  });
  return {
    utcOffsetMinutes: calendar?.data.utcOffsetMinutes ?? 0,
    ...(calendar ? { known: lastPublished(calendar) } : {}),
    schedules: all.flatMap(({ trigger, common }) =>
      trigger.on === 'schedule'
        ? [{ ...common, at: trigger.at, days: trigger.days, dayOfMonth: trigger.dayOfMonth, next: nextMoments(trigger, calendar, now) }]
        : [],
    ),
    events: all.flatMap(({ trigger, common }) => {
      if (trigger.on === 'schedule') return [];
      const { on, process, node, slot } = trigger;
      return [{ ...common, on, ...(process ? { process } : {}), ...(node ? { node } : {}), ...(slot ? { slot } : {}) }];
    }),
  };
}

/** Turns what starts a robot by itself on or off. Turned on again it begins with the next moment: nothing is caught up. */
export async function switchSchedule(trx: Trx, bot: string, schedule: string, on: boolean, by: Doer, now: Date): Promise<void> {
  const row = await trx
    .selectFrom('robot_due')
    .select(['trigger', 'is_on'])
    .where('bot', '=', bot)
    .where('schedule', '=', schedule)
    .forUpdate()
    .executeTakeFirst();
  if (!row) refuse({ kind: 'not-found', what: 'schedule', id: `${bot}/${schedule}` });
  if (row.is_on === on) return;
  const trigger = triggerOf(row.trigger);
  await trx
    .updateTable('robot_due')
    .set({
      ...{ is_on: on, switched_by: by.staffNo, switched_at: now },
      ...(on ? { since: now } : {}),
      next_at: on && trigger.on === 'schedule' ? nextMoment(trigger, await bankCalendar(trx), now) : null,
    })
    .where('bot', '=', bot)
    .where('schedule', '=', schedule)
    .execute();
  const action = on ? 'robot-schedule-turned-on' : 'robot-schedule-turned-off';
  await audit(trx, { who: by.id, action, subject: `robot-schedule/${bot}/${schedule}`, details: { trigger: BotTrigger.parse(trigger) } });
}

const shownMoments = 5;

function nextMoments(schedule: Schedule, calendar: OpenCalendar | null, now: Date): string[] {
  const moments: string[] = [];
  let after = now.getTime();
  while (calendar && moments.length < shownMoments) {
    const next = nextDue(schedule, calendar, after);
    if (next === null) break;
    moments.push(new Date(next).toISOString());
    after = next;
  }
  return moments;
}

function lastPublished(calendar: OpenCalendar): number {
  return Math.max(0, ...calendar.data.years.filter(({ standing }) => standing === 'published').map(({ year }) => year));
}

async function lastFired(db: Db) {
  const rows = await db
    .selectFrom('robot_fired')
    .distinctOn(['bot', 'trigger'])
    .select(['bot', 'trigger', 'occasion', 'at', 'run', 'missed', 'why'])
    .orderBy('bot')
    .orderBy('trigger')
    .orderBy('at', 'desc')
    .execute();
  return new Map(rows.map(row => [`${row.bot} ${row.trigger}`, row]));
}
