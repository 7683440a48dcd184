import type { Bot } from '#domain/bot.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { StepState } from '#domain/robot-run.ts';
import type { DeskRun, DeskRunStep } from '#protocol/robot-desk.ts';
import { titlesOf } from '#robots/steps.ts';
import type { Db } from '#server/db/schema.ts';

const mostRuns = 20;

/** The runs that were started from the desk in a call, oldest first, as their cards show them. Nothing secret is in them. */
export async function deskRuns(db: Db, conversation: ConversationId): Promise<readonly DeskRun[]> {
  const runs = await db
    .selectFrom('robot_cards as card')
    .innerJoin('robot_runs as run', 'run.id', 'card.run')
    .innerJoin('robot_bodies as body', 'body.version', 'run.version')
    .where('card.conversation', '=', conversation)
    .select(['run.id', 'run.bot', 'run.state', 'run.asked_by', 'run.made_at', 'run.ended_at', 'run.consent', 'run.outputs', 'run.trouble'])
    .select(['run.wish', 'body.body'])
    .orderBy('card.asked_at', 'desc')
    .limit(mostRuns)
    .execute();
  if (runs.length === 0) return [];
  const ids = runs.map(({ id }) => id);
  const [rows, tasks] = await Promise.all([
    db.selectFrom('robot_steps').select(['run', 'at', 'path', 'what']).where('run', 'in', ids).orderBy('number').execute(),
    db
      .selectFrom('robot_tasks')
      .select(['id', 'run', 'kind', 'shows', 'until_at'])
      .where('run', 'in', ids)
      .where('state', 'in', ['open', 'second'])
      .execute(),
  ]);
  return runs.reverse().map((run): DeskRun => {
    const bot = run.body as Bot;
    const task = tasks.find(one => one.run === run.id);
    return {
      id: run.id,
      bot: run.bot,
      title: bot.title,
      ...(bot.titleEn === undefined ? {} : { titleEn: bot.titleEn }),
      state: run.state,
      steps: stepsOf(
        bot,
        rows.filter(row => row.run === run.id),
      ),
      askedBy: run.asked_by,
      askedAt: run.made_at.toISOString(),
      ...(run.ended_at ? { endedAt: run.ended_at.toISOString() } : {}),
      ...(run.consent === null ? {} : { consent: Number(run.consent) }),
      outputs: writtenOutputs(run.outputs),
      ...(run.trouble ? { trouble: run.trouble } : {}),
      ...(task
        ? {
            task: {
              id: task.id,
              kind: task.kind,
              title: task.shows.title,
              titleEn: task.shows.titleEn,
              text: task.shows.text,
              textEn: task.shows.textEn,
              options: task.shows.options,
              optionsEn: task.shows.optionsEn,
              ...(task.until_at ? { until: task.until_at.toISOString() } : {}),
            },
          }
        : {}),
      say: bot.say,
      sayEn: bot.sayEn,
      checklist: bot.checklist,
      checklistEn: bot.checklistEn,
      takingOver: run.wish?.kind === 'take-over',
    };
  });
}

/** What a run found out, as text. */
export function writtenOutputs(outputs: Readonly<Record<string, unknown>> | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs ?? {})
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 500)]),
  );
}

interface Row {
  readonly path: string;
  readonly what: string;
  readonly at: Date;
}

/** The steps an agent would name: those with a title, outside loops and branches. */
function stepsOf({ steps }: Bot, rows: readonly Row[]): DeskRunStep[] {
  return steps.flatMap(step => {
    const { title, titleEn } = titlesOf(step);
    if (title === undefined) return [];
    const own = rows.filter(({ path }) => path === step.id);
    const [first, last] = [own[0], own.at(-1)];
    const state = last ? (stateAfter[last.what] ?? 'started') : 'pending';
    const isOver = state !== 'pending' && state !== 'started';
    return [{ id: step.id, title, titleEn, state, ...(isOver && first && last ? { tookMs: last.at.getTime() - first.at.getTime() } : {}) }];
  });
}

/** Where a step stands after a row of its journal; everything else is under way. */
const stateAfter: Readonly<Record<string, StepState>> = {
  done: 'done',
  verified: 'done',
  rehearsed: 'done',
  skipped: 'skipped',
  failed: 'failed',
  unknown: 'unknown',
  'by-hand': 'by-hand',
};
