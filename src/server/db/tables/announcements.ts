import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { AnnouncementDoc, AnnouncementState, ReportState } from '#domain/announcement.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** Tables of announcements, of what came of each at every desk, and of the desks that were open. */
export interface AnnouncementTables {
  announcements: {
    id: GeneratedAlways<number>;
    series: number; // the first version's id
    version: number;
    replaces: Maybe<number>;
    state: Generated<AnnouncementState>;
    doc: ColumnType<AnnouncementDoc, string, string>;
    revision: Generated<number>; // of a draft: a save of an older one is a conflict
    author: string;
    scope: Maybe<string[]>; // units the sender may write to; null: all
    made_at: Date;
    saved_at: Date;
    published_at: Maybe<Date>;
    approved_by: Maybe<string>;
    expires_at: Maybe<Date>;
    ended_at: Maybe<Date>;
    ended_by: Maybe<string>;
    reason: Maybe<string>;
    resolved_after: Generated<string>; // the last 工号 written out as a target
    resolved_at: Maybe<Date>; // all are
    settled_at: Maybe<Date>; // over, and who was on shift is written down
    stamp: Generated<number>; // grows with every change a desk has to hear of
  };
  announcement_targets: {
    announcement: number;
    agent: string; // 工号
    unit: string; // then
    reminded: Generated<number>;
    reminded_at: Maybe<Date>;
    on_shift: Maybe<boolean>; // null: not settled yet
  };
  /** Each state once for each occasion: the first time wins. */
  announcement_reports: {
    announcement: number;
    agent: string;
    occasion: number; // 0, or the local day of what repeats
    state: ReportState;
    at: Date;
    noted_at: Generated<Date>;
    open_ms: number | null;
  };
  /** Where an agent said one of an announcement's phrases after it was painted. */
  announcement_said: {
    announcement: number;
    agent: string;
    conversation: string;
    cue: number;
    position: number;
    at: Date;
  };
  /** One row for each connection of a desk: from when to when, and whether it could be seen. */
  desk_presence: {
    connection: string;
    agent: string;
    from_at: Date;
    to_at: Date;
    visible: boolean;
    changed_at: Date;
    ended: 'left' | 'lost' | null; // in order, or the connection broke; null: open, or its server died
  };
}
