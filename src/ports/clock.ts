/** Time of the world, for the server: wall clock, and a timer that tests can move. */
export interface Clock {
  /** Wall-clock milliseconds since 1970. */
  now(): number;
  /** Calls once after `ms`; the returned function takes it back. */
  after(ms: number, call: () => void): () => void;
}
