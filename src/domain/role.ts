import { z } from 'zod';
import { Permission } from '#domain/permission.ts';

/** A role is data: a name, what it may do, and the page it starts on. */
export const Role = z.object({ key: z.string().max(40), zh: z.string(), en: z.string(), may: z.array(Permission), home: z.string() });
export type Role = z.infer<typeof Role>;
