import type { ColumnType, Generated } from 'kysely';
import type { StandingWhisper } from '#domain/whisper.ts';
import type { Painted, ScreenEvent } from '#engine/screen/screen.ts';
import type { ScreenInterrupt } from '#protocol/down.ts';

/** Tables of agents' screens: what may interrupt whom, over all conversations of an agent. */
export interface ScreenTables {
  /** Where an agent's screen stands. */
  screens: {
    agent: string; // 工号
    day: number; // whose log holds the latest position
    position: number;
    interrupts: ColumnType<ScreenInterrupt[], string, string>; // what interrupts now, for a desk that comes
    whispers: ColumnType<StandingWhisper[], string, string>;
  };
  /** The log: one row per event with the decisions it led to. Positions go on over the days. */
  screen_events: {
    day: number; // of the event
    agent: string;
    position: number;
    at_ms: number; // wall clock; never decreasing along positions
    what: ColumnType<ScreenEvent, string, never>;
    painted: ColumnType<Painted[], string, never>;
    epoch: number;
    stored_at: Generated<Date>;
  };
}
