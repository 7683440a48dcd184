import type { ColumnType, Generated } from 'kysely';

/** Runs started from a card on the desk. */
export interface RobotCardTables {
  robot_cards: {
    conversation: string;
    ref: string; // the card's own name for this asking
    bot: string;
    run: string;
    agent: string; // 工号 of who asked
    position: ColumnType<number, number, never>; // how much of the call's log the gate was judged on
    asked_at: Date;
    told: Generated<'nothing' | 'asked' | 'ended'>; // what stands in the call's log about it
  };
}
