import { z } from 'zod';

/** Who speaks. A bot speaks for the bank but is nobody's violation. */
export const Speaker = z.enum(['customer', 'agent', 'bot']);
export type Speaker = z.infer<typeof Speaker>;

/** A language tag the product has content for. */
export const Lang = z.enum(['zh', 'en']);
export type Lang = z.infer<typeof Lang>;
