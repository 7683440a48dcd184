import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Bot } from '#domain/bot.ts';
import type { Hash } from '#domain/ids.ts';
import type { RunCause } from '#domain/robot-run.ts';
import type { Scope } from '#robots/expression.ts';
import { needsBrowser } from '#robots/needs-browser.ts';
import { digitsWrong, type InputProblem, readInputs } from '#robots/read-inputs.ts';
import { allSteps } from '#robots/steps.ts';
import { compileTemplate } from '#robots/template.ts';
import { genesis } from '#server/audit/audit.ts';
import { bankZone } from '#server/bank-zone.ts';
import type { Trx } from '#server/db/schema.ts';
import { inZone } from '#server/live/local-time.ts';
import { botVersion, liveBot } from '#server/robots/bots/live-bot.ts';
import { keyed } from '#server/robots/runs/keyed.ts';
import { openMark } from '#server/robots/runs/open-mark.ts';
import { redactor } from '#server/robots/runs/redactor.ts';
import { storeInputs } from '#server/robots/runs/sealed-inputs.ts';
import { knowTargets } from '#server/robots/runs/targets.ts';
import { wakeRunners } from '#server/robots/runs/wake.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** A run somebody or something asks for. */
export interface RunAsked {
  readonly bot: string;
  readonly version?: string; // a hash; else what is live
  readonly inputs: Readonly<Record<string, unknown>>; // a secret may be a mark of the conversation
  readonly mode: 'real' | 'dry';
  readonly askedBy: string; // 工号, 'system' or 'key:…'
  readonly askedFor?: string; // 工号
  readonly conversation?: string;
  readonly consent?: number; // position of the customer's own words
  readonly cause: RunCause;
  readonly priority?: number;
  readonly requeuedFrom?: string;
}

/** Asked for, or everything that speaks against it. */
export type StartedRun =
  | { readonly kind: 'queued'; readonly id: string }
  | { readonly kind: 'refused'; readonly problems: readonly InputProblem[] };

/** A bot, pinned to the text it has. */
export interface PinnedBot {
  readonly bot: Bot;
  readonly version: Hash;
}

/** Puts a run of a bot's live version (or a named one) into the queue; wakes a runner when the transaction commits. */
export async function startRun(trx: Trx, ring: KeyRing, asked: RunAsked): Promise<StartedRun> {
  const found = asked.version === undefined ? await liveBot(trx, asked.bot) : await botVersion(trx, asked.bot, asked.version);
  if (!found)
    return refused('bot', asked.version === undefined ? `there is no live version of ${asked.bot}` : `${asked.bot} has no such version`);
  if (asked.version !== undefined && asked.mode === 'real' && found.state !== 'live')
    return refused('version', 'only a live version does anything: choose a dry run');
  const called = await calledBots(trx, found.bot);
  if ('problem' in called) return refused('bot', called.problem);
  return queueRun(trx, ring, { bot: found.bot, version: found.version }, called.bots, asked);
}

/** The same for a bot that somebody brings along, with the bots it calls. */
export async function queueRun(
  trx: Trx,
  ring: KeyRing,
  { bot, version }: PinnedBot,
  called: Readonly<Record<string, PinnedBot>>,
  asked: Omit<RunAsked, 'bot' | 'version'>,
  held?: { readonly runner: string }, // the one runner that takes it, at once
): Promise<StartedRun> {
  const read = readInputs(bot, asked.inputs, asked.conversation === undefined ? 'no-marks' : 'marks');
  if (read.kind === 'refused') return read;
  const bots = [{ bot, version }, ...Object.values(called)];
  const targets = await knowTargets(
    trx,
    bots.map(one => one.bot),
  );
  if ('problems' in targets) return { kind: 'refused', problems: targets.problems };

  const id = randomUUID();
  const hidden = redactor();
  const values: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(read.inputs)) {
    if (input.kind === 'secret') hidden.hide(input.value);
    if (input.kind !== 'mark') {
      values[name] = input.value;
      continue;
    }
    const opened = await openMark(trx, ring, asked.conversation, input);
    if (opened === null) return refused(name, 'what was said is not kept any more: ask for it again');
    const wrong = bot.inputs[name] ? digitsWrong(bot.inputs[name], opened) : null;
    if (wrong) return refused(name, wrong.why);
    hidden.hide(opened);
    values[name] = opened;
  }
  const { rows } = await sql<{ at: Date }>`select date_trunc('milliseconds', clock_timestamp()) as at`.execute(trx);
  const at = rows[0]?.at ?? new Date(0);
  const local = inZone(at.toISOString(), bankZone);
  const reference = referenceOf(bot, {
    inputs: values,
    vars: {},
    run: {
      id,
      today: local.slice(0, 10),
      time: local.slice(11, 16),
      by: asked.askedBy,
      for: asked.askedFor ?? '',
      dry: asked.mode === 'dry',
    },
  });
  if (reference !== null && 'problem' in reference) return refused('reference', reference.problem);
  const names = reference === null || asked.mode === 'dry' ? null : keyed(ring, reference.text);
  if (names) {
    const twin = await twinOf(trx, bot.bot, names);
    if (twin) return refused('reference', `run ${twin} is under way for the same: ${hidden.text(reference?.text ?? '')}`);
  }

  for (const one of bots)
    await trx
      .insertInto('robot_bodies')
      .values({ version: one.version, bot: one.bot.bot, body: JSON.stringify(one.bot) })
      .onConflict(row => row.doNothing())
      .execute();
  const stored = storeInputs(ring, id, read.inputs);
  await trx
    .insertInto('robot_runs')
    .values({
      id,
      bot: bot.bot,
      version,
      calls: JSON.stringify(Object.fromEntries(Object.entries(called).map(([name, one]) => [name, one.version]))),
      state: held ? 'running' : 'queued',
      mode: asked.mode,
      priority: asked.priority ?? bot.queue.priority,
      targets: [...targets.names],
      needs_browser: bots.some(one => needsBrowser(one.bot)),
      reference: reference === null ? null : hidden.text(reference.text),
      reference_key: names?.[0] ?? null,
      asked_by: asked.askedBy,
      asked_for: asked.askedFor ?? null,
      conversation: asked.conversation ?? null,
      consent: asked.consent ?? null,
      cause: JSON.stringify(asked.cause),
      inputs: JSON.stringify(stored.inputs),
      sealed: stored.sealed,
      outputs: null,
      trouble: null,
      waits: null,
      runner: held?.runner ?? null,
      epoch: held ? 1 : 0,
      next_at: at,
      deadline_at: bot.queue.withinMs === undefined ? null : new Date(at.getTime() + bot.queue.withinMs),
      by_hand_ms: bot.byHand ? Math.round(bot.byHand.minutes * 60_000) : null,
      made_at: at,
      begun_at: held ? at : null,
      ended_at: null,
      beat_at: held ? at : null,
      at_step: null,
      wish: null,
      requeued_from: asked.requeuedFrom ?? null,
      requeued_as: null,
      again_by: null,
      head: genesis,
    })
    .execute();
  if (!held) await wakeRunners(trx);
  return { kind: 'queued', id };
}

const deepest = 5;

/** The live versions of every bot that is called, however deep. */
export async function calledBots(
  trx: Trx,
  bot: Bot,
): Promise<{ readonly bots: Readonly<Record<string, PinnedBot>> } | { readonly problem: string }> {
  const bots: Record<string, PinnedBot> = {};
  let layer: readonly Bot[] = [bot];
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > deepest) return { problem: `bots call bots more than ${deepest} deep` };
    const next: Bot[] = [];
    for (const name of new Set(layer.flatMap(callsOf))) {
      if (name === bot.bot) return { problem: `${name} is called from within itself` };
      if (Object.hasOwn(bots, name)) continue;
      const found = await liveBot(trx, name);
      if (!found) return { problem: `it calls ${name}, of which there is no live version` };
      bots[name] = { bot: found.bot, version: found.version };
      next.push(found.bot);
    }
    layer = next;
  }
  return { bots };
}

/** The names of the bots a bot calls. */
function callsOf(bot: Bot): readonly string[] {
  return allSteps(bot.steps).flatMap(({ step }) => (step.do === 'call' ? [step.bot] : []));
}

function referenceOf(bot: Bot, scope: Scope): { readonly text: string } | { readonly problem: string } | null {
  if (bot.queue.reference === undefined) return null;
  const template = compileTemplate(bot.queue.reference);
  if ('problem' in template) return { problem: template.problem };
  try {
    return { text: template.write(scope) };
  } catch {
    return { problem: 'the reference cannot be written from these inputs' };
  }
}

async function twinOf(trx: Trx, bot: string, names: readonly Buffer[]): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`robot reference ${bot} ${names[0]?.toString('hex')}`}, 0))`.execute(trx);
  const row = await trx
    .selectFrom('robot_runs')
    .select('id')
    .where('bot', '=', bot)
    .where('reference_key', 'in', [...names])
    .where('state', 'in', ['queued', 'running', 'waiting', 'unknown'])
    .executeTakeFirst();
  return row?.id ?? null;
}

function refused(field: string, why: string): StartedRun {
  return { kind: 'refused', problems: [{ field, why }] };
}
