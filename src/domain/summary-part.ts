import { z } from 'zod';

/** The three sentences of a summary: why the customer came, what was done, how it ended. */
export const SummaryPart = z.enum(['reason', 'process', 'result']);
export type SummaryPart = z.infer<typeof SummaryPart>;
