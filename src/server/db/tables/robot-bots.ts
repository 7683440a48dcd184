import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { BotState } from '#protocol/robots.ts';

/** Tables of bots, their credentials, what sets them off, and shift handovers. People stand in them by 工号. */
export interface RobotBotTables {
  /** A draft may be saved with faults: then it has neither hash nor body. A submitted version never changes. */
  robot_versions: {
    bot: string;
    number: number;
    hash: string | null;
    yaml: string;
    body: ColumnType<unknown, string | null, string | null>;
    state: BotState;
    author: string;
    revision: Generated<number>;
    saved_at: Date;
    note: Generated<string>; // what its author says about it
    proposal: string | null;
    submitted_at: Date | null;
    approver: string | null; // who approved or refused; never the author: the database refuses it
    decided_at: Date | null;
    reason: string | null;
    live_at: Date | null; // for the last time
    live_by: string | null;
  };
  /** The current one of a bot, target and role has no end; a replaced one is destroyed and only its uses stay. */
  robot_credentials: {
    id: GeneratedAlways<number>;
    bot: string;
    target: string;
    role: string;
    key_id: string | null;
    sealed: Buffer | null;
    owner: string;
    set_at: Date;
    rotate_by: ColumnType<string, string, string>; // yyyy-mm-dd
    ended_at: Date | null;
    ended_by: string | null;
  };
  robot_credential_uses: {
    id: GeneratedAlways<number>;
    credential: number;
    run: string;
    step: string;
    at: Date;
  };
  /** What sets a live bot off by itself (a schedule, an event), named by what it says: a new version that keeps it keeps its switch. */
  robot_due: {
    bot: string;
    schedule: string;
    trigger: ColumnType<unknown, string, string>;
    is_on: Generated<boolean>;
    switched_by: string | null;
    switched_at: Date | null;
    next_at: Date | null; // of a schedule
    since: Date;
  };
  /** Everything that set a run off, once: a moment of a schedule, a place in a conversation, an item of a queue. */
  robot_fired: {
    bot: string;
    trigger: string;
    occasion: string;
    at: Date;
    run: string | null;
    missed: Generated<number>; // moments of a schedule that went by while nobody ran
    why: string | null; // not started: the reason
  };
  robot_handovers: {
    id: GeneratedAlways<number>;
    given_by: string;
    given_to: string;
    note: string;
    tasks: ColumnType<
      readonly { readonly id: string; readonly title: string; readonly titleEn?: string; readonly note: string }[],
      string,
      never
    >;
    given_at: Date;
    taken_at: Date | null;
    remark: string | null;
  };
}
