import { z } from 'zod';

const times = z.number().int().min(0).max(1000);

/** What can be made to go wrong. Counts are used up, the rest stays until it is switched off. */
export const Faults = z
  .object({
    slowMs: z.number().int().min(0).max(60_000), // every page
    slowCommitMs: z.number().int().min(0).max(60_000), // the answer to a submit, after it took effect
    idleMs: z.number().int().min(0).max(3_600_000), // a session left alone for longer is over
    dropBefore: times, // so many submits break off before anything happened
    dropAfter: times, // so many submits break off after they took effect
    broken: times, // so many pages are an error page
    movedButton: z.boolean(), // submit buttons stand elsewhere and are called otherwise
    doubledButton: z.boolean(), // two submit buttons look alike
    strayDialog: z.boolean(), // forms greet with an alert
    shut: z.boolean(), // the nightly batch: no page at all
  })
  .strict();
export type Faults = z.infer<typeof Faults>;

/** A day on which nothing goes wrong. */
export const noFaults: Faults = {
  slowMs: 0,
  slowCommitMs: 0,
  idleMs: 900_000,
  dropBefore: 0,
  dropAfter: 0,
  broken: 0,
  movedButton: false,
  doubledButton: false,
  strayDialog: false,
  shut: false,
};
