import type { ColumnType, Generated } from 'kysely';
import type { Effect } from '#domain/bot-step.ts';
import type { RobotTrouble, RunCause, RunState, RunWait, RunWish, TaskAnswer, TaskKind, TaskShows, TaskState } from '#domain/robot-run.ts';
import type { TargetUse } from '#robots/limits.ts';

type Json<T> = ColumnType<T, string, string>;

/** An input as it is stored: a value, a mark of the door, or that it lies sealed beside. */
export type StoredInput = { readonly value: unknown } | { readonly mark: string } | { readonly sealed: true; readonly tail: string };

/** Runs of robots, their journal and evidence, and what waits for a person. */
export interface RobotRunTables {
  /** What a run is pinned to, by its hash. */
  robot_bodies: { version: string; bot: string; body: Json<unknown> };
  robot_targets: {
    name: string;
    title: string;
    origin: string | null;
    hosts: string[];
    named_by: string | null; // 工号 of who set the origin for this installation; null: the first bot's own
    concurrent: number;
    per_minute: number;
    failed_logins: number;
    slow_ms: number;
    use: Json<TargetUse>;
    changed_at: Generated<Date>;
  };
  /** What is switched off: a row is the kill switch. */
  robot_switches: { kind: 'all' | 'target' | 'bot'; name: string; off_by: string; off_at: Date; reason: string };
  robot_runs: {
    id: string;
    seq: Generated<number>;
    bot: string;
    version: string;
    calls: Json<Readonly<Record<string, string>>>; // bots called, and the versions they are pinned to
    state: RunState;
    mode: 'real' | 'dry';
    priority: number;
    targets: string[];
    needs_browser: boolean;
    reference: string | null; // as it may be shown
    reference_key: Buffer | null;
    asked_by: string; // 工号, 'system', or 'key:…'
    asked_for: string | null; // 工号
    conversation: string | null;
    consent: number | null; // position of the utterance
    cause: Json<RunCause>;
    inputs: Json<Readonly<Record<string, StoredInput>>>;
    sealed: Buffer | null;
    outputs: ColumnType<Readonly<Record<string, unknown>> | null, string | null, string | null>;
    trouble: ColumnType<RobotTrouble | null, string | null, string | null>;
    business: Generated<number>; // elements of a loop that ended with a business error
    waits: ColumnType<RunWait | null, string | null, string | null>;
    failures: Generated<number>;
    takeovers: Generated<number>;
    epoch: Generated<number>;
    runner: string | null;
    next_at: Date;
    deadline_at: Date | null;
    by_hand_ms: number | null; // what a person needs for it, as its bot says
    made_at: Date;
    begun_at: Date | null;
    ended_at: Date | null;
    beat_at: Date | null;
    at_step: string | null;
    wish: ColumnType<RunWish | null, string | null, string | null>;
    requeued_from: string | null;
    requeued_as: string | null;
    again_by: string | null;
    rows: Generated<number>;
    head: Buffer;
  };
  /** The journal: append only, each row holds the hash of the one before. */
  robot_steps: {
    run: string;
    number: number;
    at: Date;
    path: string;
    step: string;
    what: string;
    effect: Effect;
    attempt: number;
    epoch: number;
    details: Json<unknown>;
    previous: Buffer;
    hash: Buffer;
  };
  /** What a step found, sealed, so that a run can go on where it stood. Destroyed when the run is over. */
  robot_results: { run: string; number: number; sealed: Buffer };
  robot_pictures: { sha: string; type: string; bytes: Buffer; kept_at: Date };
  robot_files: {
    id: string;
    run: string;
    path: string;
    name: string;
    type: string;
    sha: string;
    size: number;
    bytes: Buffer | null; // null: its time is over
    made_at: Date;
  };
  /** Commits by their key: two runs with one key are one deed. */
  robot_deeds: {
    key: Buffer;
    shown: string;
    bot: string;
    run: string;
    path: string;
    state: 'begun' | 'done' | 'void';
    begun_at: Date;
    settled_at: Date | null;
    made: ColumnType<unknown, string | null, string | null>; // what came of it inside Deskside: a ticket, an announcement
  };
  robot_tasks: {
    id: string;
    seq: Generated<number>;
    run: string;
    path: string;
    step: string;
    bot: string;
    version: string;
    kind: TaskKind;
    shows: Json<TaskShows>;
    until_at: Date | null;
    otherwise: 'abort' | 'hand-over' | null;
    state: Generated<TaskState>;
    asked_by: string;
    asked_for: string | null;
    conversation: string | null;
    made_at: Date;
    answer: ColumnType<TaskAnswer | null, string | null, string | null>;
    reason: string | null;
    settled_by: string | null;
    settled_at: Date | null;
    second_by: string | null;
    second_at: Date | null;
  };
}
