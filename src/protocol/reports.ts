import { z } from 'zod';

const band = z.enum(['novice', 'regular', 'expert']);

/** GET /v1/reports/attention?from=&to=&queue=&band=: days of opening as yyyy-mm-dd, both counted. */
export const AttentionAsked = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  queue: z.string().max(64).optional(),
  band: band.optional(),
});
export type AttentionAsked = z.infer<typeof AttentionAsked>;

/** What became of what was shown: shown = used + said + dismissed + ignored. */
export const AttentionRow = z.object({
  kind: z.string(), // script, article, prompt, warning, violation, handoff, offer
  origin: z.string(), // rule/Q01; '' in the sum of a kind
  title: z.string(),
  shown: z.number().int(),
  used: z.number().int(),
  usedThenSaid: z.number().int(),
  said: z.number().int(),
  dismissed: z.number().int(),
  ignored: z.number().int(),
});
export type AttentionRow = z.infer<typeof AttentionRow>;

/** The report: of so many calls, by kind and by what it came from. */
export const AttentionReport = z.object({
  calls: z.number().int(),
  kinds: z.array(AttentionRow),
  rows: z.array(AttentionRow), // the most shown first
  queues: z.array(z.string()), // there are in these days
});
export type AttentionReport = z.infer<typeof AttentionReport>;
