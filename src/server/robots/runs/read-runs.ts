import { type SelectQueryBuilder, sql } from 'kysely';
import { Bot, type BotInput } from '#domain/bot.ts';
import type { BotStep } from '#domain/bot-step.ts';
import { ProblemError } from '#domain/problem.ts';
import type { RunState } from '#domain/robot-run.ts';
import type { Journal, OutlineStep, RobotRun, RobotRunList, RobotRunRecord, RobotRunTask, ShownInput } from '#protocol/robot-runs.ts';
import { secretTypes } from '#robots/read-inputs.ts';
import { allSteps, blocksOf, effectOf, titlesOf } from '#robots/steps.ts';
import { namesOf } from '#server/content/names.ts';
import type { Database, Db } from '#server/db/schema.ts';
import type { StoredInput } from '#server/db/tables/robot-runs.ts';
import type { RunRow } from '#server/robots/runs/claim.ts';

/** Which runs are asked for; `before` is where the page before ended. */
export interface RunQuery {
  readonly state?: readonly RunState[] | undefined;
  readonly bot?: string | undefined;
  readonly text?: string | undefined; // of a reference, or the beginning of an id
  readonly conversation?: string | undefined;
  readonly since?: Date | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Runs, newest first, a page at a time. */
export async function listRuns(db: Db, query: RunQuery): Promise<RobotRunList> {
  let found: SelectQueryBuilder<Database, 'robot_runs', object> = db.selectFrom('robot_runs');
  if (query.state && query.state.length > 0) found = found.where('state', 'in', [...query.state]);
  if (query.bot) found = found.where('bot', '=', query.bot);
  if (query.conversation) found = found.where('conversation', '=', query.conversation);
  if (query.since) found = found.where('made_at', '>=', query.since);
  if (query.before) found = found.where('seq', '<', query.before);
  if (query.text) {
    const { text } = query;
    found = found.where(row => row.or([row('id', 'like', `${likeSafe(text)}%`), row('reference', 'like', `%${likeSafe(text)}%`)]));
  }
  const rows = await found
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1)?.seq : undefined;
  return { runs: await shownRuns(db, page), ...(last === undefined ? {} : { next: String(last) }) };
}

/** One run with all but its journal. */
export async function readRun(db: Db, id: string): Promise<RobotRunRecord> {
  const row = await db.selectFrom('robot_runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'run', id });
  const bot = await botOf(db, row.version);
  const [[run], files, tasks] = await Promise.all([
    shownRuns(db, [row]),
    db
      .selectFrom('robot_files')
      .select(['id', 'name', 'type', 'size', 'sha', 'path', 'made_at'])
      .select(sql<boolean>`bytes is not null`.as('kept'))
      .where('run', '=', id)
      .orderBy('made_at')
      .execute(),
    readTasks(db, id),
  ]);
  if (!run) throw new ProblemError({ kind: 'not-found', what: 'run', id });
  return {
    run,
    ...(row.consent === null ? {} : { consent: Number(row.consent) }),
    inputs: shownInputs(bot, row.inputs),
    ...(row.outputs === null ? {} : { outputs: row.outputs }),
    outline: outlineOf(bot.steps, 0),
    tasks,
    files: files.map(({ made_at, ...file }) => ({ ...file, at: made_at.toISOString() })),
    rows: row.rows,
    head: row.head.toString('hex'),
    checklist: bot.checklist,
    checklistEn: bot.checklistEn,
  };
}

/** A run's journal, in order, a page at a time. */
export async function readJournal(db: Db, run: string, after: number, limit: number): Promise<Journal> {
  const rows = await db
    .selectFrom('robot_steps')
    .selectAll()
    .where('run', '=', run)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit).map(({ run: _run, previous: _previous, epoch: _epoch, at, hash, details, ...row }) => ({
    ...row,
    at: at.toISOString(),
    details: details as Record<string, unknown>,
    hash: hash.toString('hex'),
  }));
  const last = rows.length > limit ? page.at(-1)?.number : undefined;
  return { rows: page, ...(last === undefined ? {} : { next: last }) };
}

async function readTasks(db: Db, run: string): Promise<RobotRunTask[]> {
  const rows = await db.selectFrom('robot_tasks').selectAll().where('run', '=', run).orderBy('seq').execute();
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.settled_by, row.second_by]),
  );
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    path: row.path,
    step: row.step,
    state: row.state,
    shows: row.shows,
    at: row.made_at.toISOString(),
    ...(row.until_at ? { until: row.until_at.toISOString() } : {}),
    ...(row.answer ? { answer: row.answer } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.settled_by ? { by: named(row.settled_by) } : {}),
    ...(row.settled_at ? { settledAt: row.settled_at.toISOString() } : {}),
    ...(row.second_by ? { second: named(row.second_by) } : {}),
  }));
}

async function shownRuns(db: Db, rows: readonly RunRow[]): Promise<RobotRun[]> {
  const versions = [...new Set(rows.map(row => row.version))];
  const titles = new Map(
    versions.length === 0
      ? []
      : (
          await db
            .selectFrom('robot_bodies')
            .select(['version', sql<string>`body->>'title'`.as('title'), sql<string | null>`body->>'titleEn'`.as('titleEn')])
            .where('version', 'in', versions)
            .execute()
        ).map(row => [row.version, row]),
  );
  const named = await namesOf(
    db,
    rows.flatMap(row => [row.asked_by, row.asked_for]),
  );
  const running = [...new Set(rows.filter(({ state }) => state === 'running').map(({ version }) => version))];
  const bodies = new Map(await Promise.all(running.map(async version => [version, await botOf(db, version)] as const)));
  const now = Date.now();
  return rows.map(row => {
    const titled = titles.get(row.version);
    const ended = row.ended_at?.getTime() ?? now;
    return {
      id: row.id,
      bot: row.bot,
      title: titled?.title ?? row.bot,
      ...(titled?.titleEn ? { titleEn: titled.titleEn } : {}),
      version: row.version,
      state: row.state,
      mode: row.mode,
      priority: row.priority,
      ...(row.reference === null ? {} : { reference: row.reference }),
      askedBy: named(row.asked_by),
      ...(row.asked_for === null ? {} : { askedFor: named(row.asked_for) }),
      ...(row.conversation === null ? {} : { conversation: row.conversation }),
      cause: row.cause,
      ...(row.trouble === null ? {} : { trouble: row.trouble }),
      business: row.business,
      ...(row.waits === null ? {} : { waits: row.waits }),
      failures: row.failures,
      targets: row.targets,
      madeAt: row.made_at.toISOString(),
      ...(row.begun_at ? { begunAt: row.begun_at.toISOString() } : {}),
      ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
      ...(row.state === 'queued' ? { nextAt: row.next_at.toISOString() } : {}),
      ...(row.deadline_at ? { deadlineAt: row.deadline_at.toISOString() } : {}),
      late: row.deadline_at !== null && row.deadline_at.getTime() < ended,
      ...(row.at_step === null ? {} : { atStep: row.at_step }),
      ...nameOfStep(bodies.get(row.version), row),
      ...(row.requeued_from === null ? {} : { requeuedFrom: row.requeued_from }),
      ...(row.requeued_as === null ? {} : { requeuedAs: row.requeued_as }),
    };
  });
}

/** What a run is doing, if the step is one of its own bot and not of one that it calls. */
function nameOfStep(bot: Bot | undefined, { state, at_step: path }: RunRow): Pick<RobotRun, 'atStepName'> {
  if (state !== 'running' || bot === undefined || path === null) return {};
  const step = allSteps(bot.steps).find(({ step: { id } }) => id === path.split('/').at(-1))?.step;
  return step ? { atStepName: { do: step.do, ...titlesOf(step) } } : {};
}

async function botOf(db: Db, version: string): Promise<Bot> {
  const { body } = await db.selectFrom('robot_bodies').select('body').where('version', '=', version).executeTakeFirstOrThrow();
  return Bot.parse(body);
}

function shownInputs(bot: Bot, inputs: Readonly<Record<string, StoredInput>>): ShownInput[] {
  return Object.entries(bot.inputs).flatMap(([name, input]) => {
    const stored = inputs[name];
    if (!stored) return [];
    const { title, titleEn, type } = input;
    const value = shownInput(input, stored);
    const valueEn = input.choicesEn?.[input.choices.indexOf(value)];
    return [{ name, title, titleEn, type, value, valueEn, secret: secretTypes.has(type) }];
  });
}

function shownInput(input: BotInput, stored: StoredInput): string {
  if ('mark' in stored) return stored.mark;
  if ('sealed' in stored) return stored.tail === '' ? '〔…〕' : `〔…${stored.tail}〕`;
  if (input.type === 'rows' && Array.isArray(stored.value)) return String(stored.value.length);
  return stored.value === null ? '' : typeof stored.value === 'object' ? JSON.stringify(stored.value) : String(stored.value);
}

function outlineOf(steps: readonly BotStep[], depth: number): OutlineStep[] {
  return steps.flatMap(step => [
    {
      id: step.id,
      do: step.do,
      ...titlesOf(step),
      effect: effectOf(step),
      depth,
      ...('target' in step ? { target: step.target } : {}),
    },
    ...blocksOf(step).flatMap(block => outlineOf(block.steps, depth + 1)),
  ]);
}

function likeSafe(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
