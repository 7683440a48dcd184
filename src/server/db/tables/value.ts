import type { Generated } from 'kysely';
import type { Layout } from '#domain/conversation.ts';
import type { Tenure } from '#domain/value.ts';

/** What the value page is computed from. */
export interface ValueTables {
  call_facts: {
    conversation: string;
    day: number;
    week: string; // its Monday
    opened_at: Date;
    closed_at: Date | null;
    agent: string | null;
    unit: string | null; // of the agent, then
    queue: string;
    tenure: Tenure;
    arm: 'assisted' | 'silent';
    answers: number;
    answers_15: number;
    look_ups: number;
    look_up_ms: number;
    talk_ms: number;
    after_ms: number | null; // null: not known
    steps: number; // required ones that applied
    omitted: number;
    customer: string | null;
    leaf: string | null;
    confirmed: boolean;
    unchanged: boolean;
    corrected: Generated<boolean>; // after it was confirmed
    wrap_ms: number | null; // from the end of the call, or its last correction, to the confirmation
    layout: Layout | null; // null, as all below: counted before these were
    answer_ms: number | null;
    silence_ms: number | null;
    hold_ms: number | null;
    talk_overs: number | null; // null too where both sides are on one channel
    letters: number | null; // the agent said
    spoken_ms: number | null; // and took
    unanswered: number | null; // null: counted before it was
    invented: Generated<boolean>; // never held: made for the demo
  };
  presence_changes: {
    staff_no: string;
    at: Date;
    state: string;
  };
}
