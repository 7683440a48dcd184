import type { Band } from '#engine/attention/attention-memory.ts';

/** Figures added up as conversations end. No person is named in them. */
export interface ReportTables {
  /** By opening day; queue '' is none. */
  attention_counts: {
    day: number;
    queue: string;
    band: Band;
    kind: string;
    origin: string; // rule/Q01, article/K01 …
    shown: number;
    used: number;
    used_then_said: number;
    said: number;
    dismissed: number;
    ignored: number;
  };
  attention_calls: {
    day: number;
    queue: string;
    band: Band;
    calls: number;
  };
}
