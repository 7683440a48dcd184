import { Bot } from '#domain/bot.ts';
import { ProblemError } from '#domain/problem.ts';
import type { RobotTask, RobotTaskList, RobotTaskSettled, SettleRobotTask } from '#protocol/robot-tasks.ts';
import { allSteps, setsOf } from '#robots/steps.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { PersonWho } from '#server/people/who.ts';
import { settleTask } from '#server/robots/runs/settle-task.ts';
import { whyNotSettle } from '#server/robots/tasks/may-settle.ts';

/** Who looks at the inbox. */
type Worker = { readonly id: string; readonly staffNo: string; readonly may: PersonWho['may'] };

const most = 200;

/** What waits for a person, oldest first, or what was settled, newest first; each with whether the caller may settle it. */
export async function listTasks(db: Db, state: 'open' | 'settled', who: Worker): Promise<RobotTaskList> {
  const isOpen = state === 'open';
  const rows = await tasksWithAuthors(db)
    .where('t.state', isOpen ? 'in' : 'not in', ['open', 'second'])
    .orderBy(isOpen ? 't.made_at' : 't.settled_at', isOpen ? 'asc' : 'desc')
    .limit(most)
    .execute();
  const { open } = await db
    .selectFrom('robot_tasks')
    .select(row => row.fn.countAll<number>().as('open'))
    .where('state', 'in', ['open', 'second'])
    .executeTakeFirstOrThrow();
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.asked_by, row.asked_for, row.settled_by, row.second_by]),
  );
  return { tasks: rows.map(row => taskOf(row, named, who)), open: Number(open) };
}

/** Settles a task, if the caller may: the run goes on, or a second person is asked. */
export async function settle(trx: Trx, id: string, given: SettleRobotTask, who: Worker): Promise<RobotTaskSettled> {
  const row = await tasksWithAuthors(trx).where('t.id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'task', id });
  const why = row.state === 'open' || row.state === 'second' ? whyNotSettle(row, who) : undefined;
  switch (why) {
    case 'no-right':
      throw new ProblemError({ kind: 'not-allowed', action: `settle a task of kind ${row.kind}` });
    case 'second-approves':
      throw new ProblemError({ kind: 'not-allowed', action: 'be the second person of a decision without robot.approve' });
    case 'asked':
    case 'author':
    case 'decided-first':
      throw new ProblemError({ kind: 'four-eyes', action: `robot.${row.kind}` });
    case undefined:
      break;
  }
  const { kind } = given.answer;
  if ((kind === 'refused' || kind === 'abandoned') && given.reason === '')
    throw new ProblemError({ kind: 'invalid', field: 'reason', why: 'say why' });
  return settleTask(trx, id, given, who);
}

function tasksWithAuthors(db: Db | Trx) {
  return db
    .selectFrom('robot_tasks as t')
    .innerJoin('robot_bodies as b', 'b.version', 't.version')
    .innerJoin('robot_runs as r', 'r.id', 't.run')
    .select(row => [
      't.id',
      't.run',
      't.path',
      't.step',
      't.bot',
      't.kind',
      't.shows',
      't.until_at',
      't.otherwise',
      't.state',
      't.asked_by',
      't.asked_for',
      't.conversation',
      't.made_at',
      't.answer',
      't.reason',
      't.settled_by',
      't.settled_at',
      't.second_by',
      'b.body',
      'r.reference',
      row
        .selectFrom('robot_versions as v')
        .select('v.author')
        .whereRef('v.bot', '=', 't.bot')
        .whereRef('v.hash', '=', 't.version')
        .where('v.state', '<>', 'draft')
        .orderBy('v.number', 'desc')
        .limit(1)
        .as('author'),
    ]);
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof tasksWithAuthors>['execute']>>[number];

function taskOf(row: TaskRow, named: Awaited<ReturnType<typeof namesOf>>, who: Worker): RobotTask {
  const bot = Bot.parse(row.body);
  const whyNot = whyNotSettle(row, who);
  return {
    ...{ id: row.id, run: row.run, path: row.path, step: row.step, bot: row.bot, title: bot.title, kind: row.kind, state: row.state },
    ...{
      shows: row.shows,
      at: row.made_at.toISOString(),
      askedBy: named(row.asked_by),
      checklist: bot.checklist,
      checklistEn: bot.checklistEn,
      sets: foundBy(bot, row.step),
    },
    ...(bot.titleEn ? { titleEn: bot.titleEn } : {}),
    ...(row.reference ? { reference: row.reference } : {}),
    ...(row.asked_for ? { askedFor: named(row.asked_for) } : {}),
    ...(row.conversation ? { conversation: row.conversation } : {}),
    ...(row.until_at ? { until: row.until_at.toISOString() } : {}),
    ...(row.otherwise ? { otherwise: row.otherwise } : {}),
    ...(row.answer ? { answer: row.answer } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.settled_by ? { by: named(row.settled_by) } : {}),
    ...(row.settled_at ? { settledAt: row.settled_at.toISOString() } : {}),
    ...(row.second_by ? { second: named(row.second_by) } : {}),
    ...(whyNot ? { whyNot } : {}),
  };
}

/** What later steps expect of this one; whoever does it by hand says it. */
function foundBy(bot: Bot, id: string): string[] {
  const found = allSteps(bot.steps).find(({ step }) => step.id === id);
  return found ? [...setsOf(found.step)] : [];
}
