import type { ColumnType } from 'kysely';
import type { WhisperOrigin } from '#domain/whisper.ts';

/** Tables of leaders. */
export interface SupervisorTables {
  /** What leaders whispered: what waits for a screen, and how far each has come, written with the screen's own log. */
  whispers: {
    id: string;
    day: number; // opening day of the conversation
    conversation: string;
    agent: string; // 工号 of whoever had the conversation then
    by: string; // 工号 of the leader
    text: string;
    origin: ColumnType<WhisperOrigin, string, never>;
    sent_at: Date;
    shown_at: Date | null; // in the screen's log
    seen_at: Date | null;
    done_at: Date | null;
    done_by: 'heard' | 'marked' | null;
  };
  /** Times a call needed a leader: from its first unsettled alarm until none is left. */
  needs: {
    day: number;
    conversation: string;
    position: number; // of the first alarm
    agent: string | null;
    unit: string | null;
    needed_at: Date;
    alarms: ColumnType<StoredAlarm[], string, string>;
    taken_by: string | null; // 工号
    taken_at: Date | null;
    left_at: Date | null;
    left_position: number | null; // alarms up to here are settled
    left_by: string | null; // 工号; null: nobody did
    left_why: 'recovered' | 'said' | 'withdrawn' | 'closed' | 'settled' | null;
  };
}

/** What called for the leader, for the hour's figures. */
export interface StoredAlarm {
  readonly key: string;
  readonly rule: string;
  readonly title: string;
  readonly raisedAt: number;
  readonly ended?: { readonly at: number; readonly why: 'recovered' | 'said' | 'withdrawn' | 'closed' }; // none: it stands, or a leader settled it
}
