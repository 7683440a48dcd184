import { z } from 'zod';

/** Everything that may go wrong on purpose. Dashboards and clients read these names; adding one is a protocol change. */
export const Problem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-found'), what: z.string(), id: z.string() }),
  z.object({ kind: z.literal('not-allowed'), action: z.string() }),
  z.object({ kind: z.literal('not-signed-in') }),
  z.object({ kind: z.literal('wrong-key') }),
  z.object({ kind: z.literal('invalid'), field: z.string(), why: z.string() }),
  z.object({ kind: z.literal('broken-frame'), why: z.string() }),
  z.object({ kind: z.literal('too-large'), limitBytes: z.number() }),
  z.object({ kind: z.literal('gap'), source: z.string(), expectedSeq: z.number() }),
  z.object({ kind: z.literal('closed'), conversation: z.string() }),
  z.object({ kind: z.literal('conflict'), why: z.string(), by: z.string().optional(), at: z.string().optional() }), // by, at: who was first, and when
  z.object({
    kind: z.literal('incomplete'), // a wrap-up that may not be confirmed yet, and what it lacks
    category: z.boolean(), // none chosen, neither by the agent nor surely enough by the engine
    slots: z.array(z.object({ slot: z.string(), label: z.string() })), // required ones without a value
  }),
  z.object({ kind: z.literal('four-eyes'), action: z.string() }), // the same person may not do both halves
  z.object({ kind: z.literal('busy'), retryAfterMs: z.number() }),
  z.object({
    kind: z.literal('unavailable'),
    what: z.string(), // database stopped, disk full; owner: the conversation is another node's
    node: z.string().optional(), // the owner's, where it is known
    retryAfterMs: z.number(),
  }),
  z.object({ kind: z.literal('internal'), reference: z.string() }),
]);
export type Problem = z.infer<typeof Problem>;

/** Carries a Problem up to the place that answers; only for expected trouble inside a request. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.kind);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
