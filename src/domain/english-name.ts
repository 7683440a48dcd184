import { z } from 'zod';

/** What an English screen calls a piece whose own words are Chinese. Conversations keep their language; nothing the engine says depends on it. */
export const EnglishName = z.string().min(1).max(120);
export type EnglishName = z.infer<typeof EnglishName>;
