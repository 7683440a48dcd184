/** How much a node takes on; beyond it the sender is told `busy` or why not. */
export interface Limits {
  readonly openConversations: number;
  readonly eventsPerConversation: number;
  readonly waitingPerConversation: number; // not yet durable
  readonly graceAfterCloseMs: number; // speech from before the close that arrives after it
  readonly abandonedAfterMs: number; // no sign of life: closed by the system
  readonly keptAfterCloseMs: number; // in memory, for the wrap-up
}

export const defaultLimits: Limits = {
  openConversations: 20_000,
  eventsPerConversation: 20_000,
  waitingPerConversation: 500,
  graceAfterCloseMs: 30_000,
  abandonedAfterMs: 2 * 60 * 60_000,
  keptAfterCloseMs: 120_000,
};
