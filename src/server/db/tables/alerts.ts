import type { Generated, GeneratedAlways } from 'kysely';
import type { AlertDeed, AlertStatus } from '#domain/alert.ts';
import type { Severity } from '#domain/loudness.ts';

/** Tables of alerts: claims about agents, never a score. */
export interface AlertTables {
  alerts: {
    id: GeneratedAlways<number>;
    day: number; // opening day of the conversation
    conversation: string;
    advice: string;
    rule: string;
    version: number | null;
    title: string;
    severity: Severity;
    serious: GeneratedAlways<boolean>;
    agent: string | null; // 工号 of whoever had the conversation then
    position: number;
    at_ms: number;
    fired_at: Date;
    times: number;
    recovered: boolean;
    shadow: boolean;
    status: AlertStatus;
    contest: string | null;
    decided_by: string | null; // 工号; never the agent's own: the database refuses it
    decided_at: Date | null;
    reason: string | null;
  };
  alert_steps: {
    alert: number;
    number: number;
    by: string; // 工号
    what: AlertDeed;
    reason: string | null;
    at: Generated<Date>;
  };
  rule_suggestions: {
    id: GeneratedAlways<number>;
    alert: number;
    rule: string;
    unless: string;
    note: string | null;
    by: string; // 工号
    at: Generated<Date>;
    state: Generated<'open' | 'taken' | 'declined'>;
    draft: Generated<number | null>;
    reason: Generated<string | null>;
    settled_by: Generated<string | null>;
    settled_at: Generated<Date | null>;
  };
}
