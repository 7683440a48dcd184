import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Effect } from '#domain/bot-step.ts';
import type { RunWish } from '#domain/robot-run.ts';
import type { JournalVerdict } from '#protocol/robot-runs.ts';
import type { Order } from '#robots/orders.ts';
import { genesis } from '#server/audit/audit.ts';
import { canonical } from '#server/canonical.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { type KeyRing, seal, unseal } from '#server/vault/seal.ts';

/** What may stand in a journal. `begun` is written before a step is done, everything else after. */
export type JournalWhat =
  | 'begun'
  | 'done'
  | 'failed'
  | 'unknown' // a commit nobody can tell of
  | 'by-hand'
  | 'skipped' // not asked for in a dry run
  | 'rehearsed'
  | 'waiting' // for a person
  | 'redone' // a reading done again, to come back to where the run stood
  | 'verified'
  | 'taken-over'; // another process goes on with the run

/** One row before it is written; nothing secret is in its details. */
export interface NewRow {
  readonly path: string;
  readonly step: string;
  readonly what: JournalWhat;
  readonly effect: Effect;
  readonly attempt: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly found?: Readonly<Record<string, unknown>>; // what the step found, in clear: sealed beside the row
}

/** A row about a step. */
export function stepRow(
  { path, step, effect }: Pick<Order, 'path' | 'step' | 'effect'>,
  what: JournalWhat,
  attempt: number,
  details: Readonly<Record<string, unknown>>,
): NewRow {
  return { path, step, what, effect, attempt, details };
}

/** Who writes: the runner that has the run, and since which takeover. */
export interface Holder {
  readonly run: string;
  readonly runner: string;
  readonly epoch: number;
}

/** The run is another runner's, or over: whoever finds out stops at once. */
export class RunLost extends Error {
  override readonly name = 'RunLost';
}

/**
 * Writes rows into a run's journal, if the run is still the writer's; `also` happens in the same transaction. Answers what a person asked
 * of the run, and whether robots were switched off meanwhile.
 */
export async function writeJournal(
  db: Db,
  ring: KeyRing,
  holder: Holder,
  rows: readonly NewRow[],
  also?: (trx: Trx, at: Date) => Promise<void>,
): Promise<{ readonly wish: RunWish | null; readonly off: boolean; readonly numbers: readonly number[] }> {
  return await db.transaction().execute(async trx => {
    const { rows: found } = await sql<{ rows: number; head: Buffer; wish: RunWish | null; off: boolean; at: Date }>`
      select r.rows, r.head, r.wish, date_trunc('milliseconds', clock_timestamp()) as at,
        exists (select from robot_switches s where s.kind = 'all' or (s.kind = 'bot' and s.name = r.bot) or (s.kind = 'target' and s.name = any(r.targets))) as off
      from robot_runs r where r.id = ${holder.run} and r.runner = ${holder.runner} and r.epoch = ${holder.epoch} and r.state = 'running'
      for update of r`.execute(trx);
    const run = found[0];
    if (!run) throw new RunLost('the run is not ours');
    let { head, rows: number } = run;
    const numbers: number[] = [];
    for (const { found: holds, details, ...row } of rows) {
      number += 1;
      numbers.push(number);
      const text = JSON.stringify(details);
      const written = {
        run: holder.run,
        number,
        at: run.at,
        ...row,
        epoch: holder.epoch,
        details: JSON.parse(text) as unknown,
        previous: head,
      };
      const hash = rowHash(written);
      await trx
        .insertInto('robot_steps')
        .values({ ...written, details: text, hash })
        .execute();
      if (holds !== undefined)
        await trx
          .insertInto('robot_results')
          .values({ run: holder.run, number, sealed: seal(ring, resultPurpose(holder.run, number), JSON.stringify(holds)).sealed })
          .execute();
      head = hash;
    }
    const last = rows.at(-1);
    await trx
      .updateTable('robot_runs')
      .set({ rows: number, head, beat_at: run.at, ...(last && last.path !== '' ? { at_step: last.path } : {}) })
      .where('id', '=', holder.run)
      .execute();
    if (also) await also(trx, run.at);
    return { wish: run.wish, off: run.off, numbers };
  });
}

/** Where a step of a run stands, as its journal tells. */
export interface StepStanding {
  readonly what: JournalWhat;
  readonly attempt: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly found: Readonly<Record<string, unknown>> | null;
  readonly begun: boolean; // a begun of this attempt stands before it
}

/** The last standing of every step of a run, in clear where it found something. */
export async function readStandings(db: Db, ring: KeyRing, run: string): Promise<ReadonlyMap<string, StepStanding>> {
  const rows = await db
    .selectFrom('robot_steps as s')
    .leftJoin('robot_results as r', join => join.onRef('r.run', '=', 's.run').onRef('r.number', '=', 's.number'))
    .select(['s.number', 's.path', 's.what', 's.attempt', 's.details', 'r.sealed'])
    .where('s.run', '=', run)
    .orderBy('s.number')
    .execute();
  const standings = new Map<string, StepStanding>();
  for (const { number, path, what, attempt, details, sealed } of rows) {
    if (path === '' || what === 'redone' || what === 'verified' || what === 'taken-over') continue;
    const before = standings.get(path);
    standings.set(path, {
      what: what as JournalWhat,
      attempt,
      details: details as Readonly<Record<string, unknown>>,
      found: sealed === null ? null : (JSON.parse(unseal(ring, resultPurpose(run, number), sealed)) as Record<string, unknown>),
      begun: what === 'begun' || (before?.begun === true && before.attempt === attempt),
    });
  }
  return standings;
}

/** Reads a run's journal and recomputes every hash, up to the head that stands on the run. */
export async function verifyJournal(db: Db, run: string): Promise<JournalVerdict> {
  const head = await db.selectFrom('robot_runs').select(['rows', 'head']).where('id', '=', run).executeTakeFirst();
  if (!head) return { kind: 'broken', number: 0, why: 'there is no such run' };
  let number = 0;
  let previous: Buffer = genesis;
  for (;;) {
    const rows = await db
      .selectFrom('robot_steps')
      .selectAll()
      .where('run', '=', run)
      .where('number', '>', number)
      .orderBy('number')
      .limit(1000)
      .execute();
    for (const row of rows) {
      number += 1;
      if (row.number !== number) return { kind: 'broken', number, why: 'the row is missing' };
      if (!row.previous.equals(previous)) return { kind: 'broken', number, why: 'the row does not follow the one before' };
      if (!row.hash.equals(rowHash(row))) return { kind: 'broken', number, why: 'the row was changed' };
      previous = row.hash;
    }
    if (rows.length < 1000) break;
  }
  if (number !== head.rows) return { kind: 'broken', number: number + 1, why: 'the end of the journal is missing' };
  return head.head.equals(previous)
    ? { kind: 'ok', rows: number }
    : { kind: 'broken', number, why: 'the head on the run does not match the last row' };
}

interface HashedRow {
  readonly run: string;
  readonly number: number;
  readonly at: Date;
  readonly path: string;
  readonly step: string;
  readonly what: string;
  readonly effect: string;
  readonly attempt: number;
  readonly epoch: number;
  readonly details: unknown;
  readonly previous: Buffer;
}

function rowHash({ run, number, at, path, step, what, effect, attempt, epoch, details, previous }: HashedRow): Buffer {
  const fields = [run, number, at.toISOString(), path, step, what, effect, attempt, epoch, details, previous.toString('hex')];
  return createHash('sha256').update(canonical(fields)).digest();
}

function resultPurpose(run: string, number: number): string {
  return `robot result ${run} ${number}`;
}
