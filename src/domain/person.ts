import { z } from 'zod';
import { StaffNo, UserId } from '#domain/ids.ts';
import { Lang } from '#domain/speaker.ts';

/** A part of the contact centre: the centre, its departments, their teams. */
export const Unit = z.object({
  id: z.string().min(1).max(64),
  parent: z.string().max(64).optional(),
  kind: z.enum(['centre', 'department', 'team']),
  name: z.string().min(1).max(120),
});
export type Unit = z.infer<typeof Unit>;

/** A role somebody has, for a unit and all below it. */
export const RoleGrant = z.object({ role: z.string().max(40), unit: z.string().max(64) });
export type RoleGrant = z.infer<typeof RoleGrant>;

/** Somebody who works here. */
export const Person = z.object({
  id: UserId,
  staffNo: StaffNo,
  name: z.string().min(1).max(120),
  unit: z.string().max(64),
  queues: z.array(z.string().min(1).max(64)).max(50),
  hiredOn: z.iso.date().optional(),
  lang: Lang,
  active: z.boolean(),
  roles: z.array(RoleGrant),
});
export type Person = z.infer<typeof Person>;
