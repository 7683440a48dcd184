import { z } from 'zod';

/** How loudly advice is painted: in place, as a pinned line, or over the card. */
export const Loudness = z.enum(['quiet', 'line', 'interrupt']);
export type Loudness = z.infer<typeof Loudness>;

/** Weight of a rule, in the trade's words 重大 / 一般. */
export const Severity = z.enum(['serious', 'general']);
export type Severity = z.infer<typeof Severity>;
