import { setTimeout as pause } from 'node:timers/promises';
import type { RobotTrouble } from '#domain/robot-run.ts';
import { afterCrash, afterVerifying } from '#robots/after-crash.ts';
import type { Scope } from '#robots/expression.ts';
import type { Answer, Ending, Order } from '#robots/orders.ts';
import { afterTrouble } from '#robots/retry.ts';
import { walk } from '#robots/walk.ts';
import { inZone } from '#server/live/local-time.ts';
import { afterTask, askPerson, askTakeOver, doubt, isForPeople, readDoubtAgain, type Settled } from '#server/robots/runs/ask-person.ts';
import { begin, rehearse, retract } from '#server/robots/runs/before-step.ts';
import { type DeedFound, noteMade, settleDeed } from '#server/robots/runs/deeds.ts';
import { type Finish, finish } from '#server/robots/runs/finish.ts';
import { type NewRow, readStandings, type StepStanding, stepRow, writeJournal } from '#server/robots/runs/journal.ts';
import { backOnPages, type Doable, perform, type Reading, shown, verify } from '#server/robots/runs/perform.ts';
import { premiseByHand, premiseOf } from '#server/robots/runs/premise.ts';
import type { Performed, Ride } from '#server/robots/runs/ride.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';

/** What the runner tells a ride while it is under way. */
export interface Told {
  wish: { readonly kind: 'cancel' | 'take-over' | 'read-again'; readonly by: string; readonly reason: string } | null;
  timeIsUp: boolean;
  leaving: boolean; // the node stops: the run goes on elsewhere, and nothing is counted against it
}

/** Drives a run from where its journal stands until it is over, waits, or is to be tried again later. */
export async function drive(ride: Ride, begun: Pick<Scope, 'inputs' | 'run'>, told: Told): Promise<void> {
  const { db, ring } = ride.parts;
  const standings = await readStandings(db, ring, ride.run.id);
  const { [ride.bot.bot]: _own, ...called } = ride.bots;
  const walking = walk({ bot: ride.bot, called }, begun);
  const going: Going = { ride, told, failures: ride.run.failures };
  let next = walking.next();
  while (!next.done) {
    const settled = await settle(going, next.value, standings.get(next.value.path));
    if (settled.kind === 'over') return;
    next = walking.next(settled.answer);
  }
  await finish(ride, ended(next.value), null, []);
}

interface Going {
  readonly ride: Ride;
  readonly told: Told;
  failures: number; // of the step under way
}

const over: Settled = { kind: 'over' };
const done = (found: Readonly<Record<string, unknown>>): Settled => ({ kind: 'answer', answer: { kind: 'done', found } });

function ended(ending: Ending): Finish {
  return ending.kind === 'failed' ? { kind: 'failed', trouble: ending.trouble } : ending;
}

/** Answers an order: from the journal where it stands there, else by doing it. */
async function settle(going: Going, order: Order, standing: StepStanding | undefined): Promise<Settled> {
  const { ride } = going;
  if (!standing) return await execute(going, order, 1);
  switch (standing.what) {
    case 'done':
    case 'by-hand':
    case 'skipped':
      return remembered(ride, order, standing.found ?? {});
    case 'rehearsed':
      return { kind: 'answer', answer: { kind: 'rehearsed' } };
    case 'waiting':
    case 'unknown': {
      const again =
        standing.what === 'unknown' && ride.run.wish?.kind === 'read-again' ? await readDoubtAgain(ride, order, standing) : null;
      const settled = again ?? (await afterTask(ride, order, standing));
      if (settled.kind !== 'do')
        return settled.kind === 'answer' && settled.answer.kind === 'done' ? remembered(ride, order, settled.answer.found) : settled;
      return await execute(going, order, standing.attempt + 1);
    }
    case 'failed': {
      const trouble = standing.details.trouble as RobotTrouble | undefined;
      if (trouble?.kind === 'business') return { kind: 'answer', answer: { kind: 'failed', trouble } };
      return await execute(going, order, standing.attempt + 1);
    }
    default:
      return await recover(going, order, standing);
  }
}

/** A step found begun: its runner died in the middle of it. */
async function recover(going: Going, order: Order, standing: StepStanding): Promise<Settled> {
  const { ride } = going;
  if (isForPeople(order)) return await execute(going, order, standing.attempt + 1);
  const isOurOwn = order.do === 'ticket' || order.do === 'announce'; // asked for again under the same name they make nothing twice
  const verifiable = 'verify' in order && order.verify !== undefined;
  switch (isOurOwn ? 'redo' : afterCrash('started', order.effect, verifiable)) {
    case 'verify': {
      const reading = await patiently(ride, order, {});
      const next = afterVerifying(order.effect === 'write' ? 'write' : 'commit', reading?.verdict ?? 'cannot-tell');
      await note(ride, order, standing.attempt, reading, 'after a crash');
      if (next === 'done')
        return await wentWell(going, order, standing.attempt, reading?.found ?? {}, { ...reading?.details, recovered: true });
      if (next === 'unknown') return await doubt(ride, order, standing.attempt, reading, 'the runner died while it was done', null);
      return await execute(going, order, standing.attempt + 1);
    }
    case 'unknown':
      return await doubt(ride, order, standing.attempt, null, 'the runner died while it was done', null);
    default:
      return await execute(going, order, standing.attempt + 1);
  }
}

/** Does a step: written down before and after, tried as often as it may be. */
async function execute(going: Going, order: Order, attempt: number): Promise<Settled> {
  const { ride, told } = going;
  const stopped = await stop(going, order, attempt);
  if (stopped) return stopped;
  if (ride.run.takeovers > mostTakeovers)
    return await fail(going, order, attempt, systemTrouble('RUNNER_GONE', `its runner died ${ride.run.takeovers} times`), {}, 'final');
  const dry = ride.run.mode === 'dry';
  if (dry && (order.effect === 'commit' || order.do === 'hand-over')) return await rehearse(ride, order, attempt);
  if (isForPeople(order)) {
    const premise = order.do === 'hand-over' ? await premiseByHand(ride, order) : null;
    if (premise?.kind === 'gone') return await retract(ride, order, attempt, premise);
    const back = order.do === 'approve' ? await backOnPages(ride, patience(ride, order)) : ({ ok: true } as const);
    return back.ok ? await askPerson(ride, order, attempt) : await fail(going, order, attempt, back.trouble, back.details, 'none');
  }

  const premise = order.effect === 'commit' ? await premiseOf(ride) : null;
  if (premise?.kind === 'gone') return await retract(ride, order, attempt, premise);
  const begun = await begin(ride, order, attempt, premise);
  if (begun.wish) told.wish = begun.wish;
  if (begun.deed.kind === 'under-way')
    return await fail(going, order, attempt, { kind: 'busy', target: '', retryAfterMs: 5000 }, { by: begun.deed.run }, 'void');
  if (begun.off) return await fail(going, order, attempt, systemTrouble('STOPPED', 'robots were switched off'), {}, 'void');
  if (begun.deed.kind === 'done') return await doneBefore(going, order, attempt, begun.deed);

  const made = begun.deed.made;
  const performed = await perform(ride, order, made, patience(ride, order));
  if (order.effect === 'read') return await afterRead(going, order, attempt, performed);
  return await afterChange(going, order, attempt, performed);
}

async function afterRead(going: Going, order: Doable, attempt: number, performed: Performed): Promise<Settled> {
  if (performed.ok) return await wentWell(going, order, attempt, performed.found, performed.details);
  if (attempt < order.tries && performed.trouble.kind === 'system' && !going.ride.signal.aborted) {
    await write(going.ride, [stepRow(order, 'failed', attempt, { ...performed.details, trouble: performed.trouble })]);
    return await execute(going, order, attempt + 1);
  }
  return await fail(going, order, attempt, performed.trouble, performed.details, 'none');
}

/** A write or commit is believed when it was read; where it may have taken effect, reading comes before everything else. */
async function afterChange(going: Going, order: Doable, attempt: number, performed: Performed): Promise<Settled> {
  const { ride } = going;
  if (!performed.ok && !performed.touched) return await fail(going, order, attempt, performed.trouble, performed.details, 'void');
  const isUnread = !('verify' in order) || order.verify === undefined;
  if (isUnread) {
    if (performed.ok) return await wentWell(going, order, attempt, performed.found, performed.details);
    if (performed.trouble.kind === 'business') return await fail(going, order, attempt, performed.trouble, performed.details, 'void');
    return await doubt(ride, order, attempt, null, reasonOf(performed.trouble), performed.details);
  }
  const reading = await patiently(ride, order, performed.found);
  const details = { ...performed.details, ...(reading ? { verification: reading.details } : {}) };
  switch (reading?.verdict) {
    case 'took':
      return await wentWell(
        going,
        order,
        attempt,
        { ...performed.found, ...reading.found },
        { ...details, ...(performed.ok ? {} : { despite: performed.trouble }) },
      );
    case 'did-not':
      return await fail(
        going,
        order,
        attempt,
        performed.ok ? systemTrouble('WRONG_TEXT', 'it did not take effect, as reading it says') : performed.trouble,
        details,
        'void',
      );
    default:
      if (!performed.ok && performed.trouble.kind === 'business')
        return await fail(going, order, attempt, performed.trouble, details, 'void');
      if (order.effect === 'write')
        return await fail(
          going,
          order,
          attempt,
          performed.ok ? systemTrouble('FAILED', 'it cannot be told whether it took effect') : performed.trouble,
          details,
          'void',
        );
      return await doubt(
        ride,
        order,
        attempt,
        reading,
        performed.ok ? 'reading it does not say whether it took effect' : reasonOf(performed.trouble),
        details,
      );
  }
}

/** Another run has done the very same: it is not done again, and what reading it says now goes on. */
async function doneBefore(going: Going, order: Doable, attempt: number, deed: Extract<DeedFound, { kind: 'done' }>): Promise<Settled> {
  const { ride } = going;
  const before = { doneBy: deed.run, doneAt: deed.at };
  if (!('verify' in order) || !order.verify) return await wentWell(going, order, attempt, foundIn(deed.made), before);
  const reading = await patiently(ride, order, {});
  if (reading?.verdict === 'took')
    return await wentWell(going, order, attempt, reading.found, { ...before, verification: reading.details });
  const trouble: RobotTrouble = {
    kind: 'business',
    code: 'DONE_BEFORE',
    ...goneAgain(deed, ride.parts.timeZone),
  };
  return await fail(going, order, attempt, trouble, { ...before, verification: reading?.details }, 'none');
}

/** Whoever reads it is told when it was done, by what, that it is gone, and why it is theirs now. */
function goneAgain({ run, at }: { readonly run: string; readonly at: string }, timeZone: string) {
  const [number, when] = [run.slice(0, 8), inZone(at, timeZone).slice(0, 16).replace('T', ' ')];
  return {
    message: `${when} 已由运行 ${number} 办过，现在系统里查不到了：可能已被撤销，或系统已重置。机器人不会再办第二次，请核实后手工办理`,
    messageEn: `Run ${number} did this on ${when}, and the system does not show it any more: it was undone, or the system was reset. The robot never does it twice: look, then do it by hand`,
  };
}

/** The step is done: written down with what it found, and its deed with it. */
async function wentWell(
  going: Going,
  order: Doable,
  attempt: number,
  found: Readonly<Record<string, unknown>>,
  details: Readonly<Record<string, unknown>>,
): Promise<Settled> {
  const { ride } = going;
  going.failures = 0;
  const read = shown(ride, found);
  const result: NewRow = {
    ...stepRow(order, 'done', attempt, { ...details, ...(Object.keys(read).length > 0 ? { found: read } : {}) }),
    found,
  };
  const { wish } = await writeJournal(ride.parts.db, ride.parts.ring, ride.holder, [result], async (trx, at) => {
    if (order.effect !== 'commit') return;
    if (order.do === 'ticket' || order.do === 'announce') await noteMade(trx, ride, order, { made: details.made, found });
    await settleDeed(trx, ride, order, 'done', at);
  });
  if (wish) going.told.wish = wish;
  return remembered(ride, order, found);
}

/** The step did not do what it was for: the bank's answer goes to the bot, anything else ends the ride. */
async function fail(
  going: Going,
  order: Order,
  attempt: number,
  trouble: RobotTrouble,
  details: Readonly<Record<string, unknown>>,
  deed: 'void' | 'none' | 'final',
): Promise<Settled> {
  const { ride } = going;
  const clean = ride.hidden.within(trouble);
  const failed = stepRow(order, 'failed', attempt, { ...details, trouble: clean });
  const also = async (trx: Parameters<typeof settleDeed>[0], at: Date) => {
    if (order.effect === 'commit' && deed !== 'none') await settleDeed(trx, ride, order, 'void', at);
  };
  if (clean.kind === 'business') {
    await writeJournal(ride.parts.db, ride.parts.ring, ride.holder, [failed], also);
    return { kind: 'answer', answer: { kind: 'failed', trouble: clean } satisfies Answer };
  }
  const wish = going.told.wish;
  if (wish?.kind === 'cancel') {
    await finish(ride, { kind: 'cancelled', by: wish.by, reason: wish.reason }, order, [failed], also);
    return over;
  }
  if (going.told.leaving) {
    await finish(ride, { kind: 'again', afterMs: 0, failures: going.failures, trouble: null }, order, [failed], also);
    return over;
  }
  const timeIsUp = going.told.timeIsUp;
  const after =
    deed === 'final' || timeIsUp ? ({ kind: 'failed' } as const) : afterTrouble(clean, going.failures, ride.bot.retry, Math.random());
  if (after.kind === 'again')
    await finish(ride, { kind: 'again', afterMs: after.afterMs, failures: after.failures, trouble: clean }, order, [failed], also);
  else
    await finish(
      ride,
      { kind: 'failed', trouble: timeIsUp ? systemTrouble('TIME_OUT', `the run took longer than ${ride.bot.maxRunMs / 1000} s`) : clean },
      order,
      [failed],
      also,
    );
  return over;
}

/** What was asked of the run meanwhile, met before the next step begins. */
async function stop(going: Going, order: Order, attempt: number): Promise<Settled | null> {
  const { ride, told } = going;
  const { wish } = told;
  if (wish?.kind === 'cancel') {
    await finish(ride, { kind: 'cancelled', by: wish.by, reason: wish.reason }, order, []);
    return over;
  }
  if (wish?.kind === 'take-over' && !isForPeople(order)) {
    const premise = await premiseByHand(ride, order);
    return premise?.kind === 'gone' ? await retract(ride, order, attempt, premise) : await askTakeOver(ride, order, attempt, wish);
  }
  if (told.leaving) {
    await finish(ride, { kind: 'again', afterMs: 0, failures: going.failures, trouble: null }, order, []);
    return over;
  }
  if (told.timeIsUp) {
    await finish(
      ride,
      { kind: 'failed', trouble: systemTrouble('TIME_OUT', `the run took longer than ${ride.bot.maxRunMs / 1000} s`) },
      order,
      [],
    );
    return over;
  }
  return null;
}

/** Reads whether it took effect, again after a while where it could not be told: a target that was away may be back. */
async function patiently(ride: Ride, order: Order, found: Readonly<Record<string, unknown>>): Promise<Reading | null> {
  const { readAfterMs: pauses = pausesMs } = ride.parts;
  for (const waitMs of pauses) {
    await pause(waitMs);
    const reading = await verify(ride, order, found, AbortSignal.timeout(verifyMs));
    if (reading === null || reading.verdict !== 'cannot-tell' || waitMs === pauses.at(-1)) return reading;
  }
  return null;
}

async function note(ride: Ride, order: Order, attempt: number, reading: Reading | null, why: string): Promise<void> {
  await write(ride, [stepRow(order, 'verified', attempt, { ...reading?.details, verdict: reading?.verdict ?? 'cannot-tell', why })]);
}

function remembered(ride: Ride, order: Order, found: Readonly<Record<string, unknown>>): Settled {
  if (order.do === 'browser' || order.do === 'extract') ride.pages.note({ order, found });
  return done(found);
}

async function write(ride: Ride, rows: readonly NewRow[]): Promise<void> {
  await writeJournal(ride.parts.db, ride.parts.ring, ride.holder, rows);
}

/** How long a step may take. A commit under way is finished, whoever stops the run. */
function patience(ride: Ride, order: Order): AbortSignal {
  const timeout = AbortSignal.timeout(order.timeoutMs ?? longestStepMs);
  return order.effect === 'commit' ? timeout : AbortSignal.any([ride.signal, timeout]);
}

function foundIn(made: unknown): Readonly<Record<string, unknown>> {
  const found = (made as { found?: unknown } | null)?.found;
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}

function reasonOf(trouble: RobotTrouble): string {
  return trouble.kind === 'busy' ? 'the target was busy' : trouble.message;
}

const pausesMs: readonly number[] = [0, 1_000, 3_000];
const verifyMs = 60_000;
const longestStepMs = 600_000;
const mostTakeovers = 5;
