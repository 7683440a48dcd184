import type { StaffNo, UserId } from '#domain/ids.ts';
import type { Permission, Requirement } from '#domain/permission.ts';
import type { RoleGrant } from '#domain/person.ts';

/** Whoever stands behind a request or a socket. */
export type Who =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly id: UserId;
      readonly staffNo: StaffNo;
      readonly name: string;
      readonly unit: string;
      readonly queues: readonly string[];
      readonly hiredOn?: string;
      readonly lang: 'zh' | 'en';
      readonly roles: readonly RoleGrant[];
      readonly grants: readonly Grant[];
      readonly may: ReadonlySet<Permission>; // somewhere in the tree
      readonly session: { readonly tokenHash: Buffer; readonly csrf: string; readonly expiresAt: number };
    }
  | { readonly kind: 'key'; readonly id: string; readonly name: string; readonly may: ReadonlySet<Permission> };

export type PersonWho = Extract<Who, { kind: 'person' }>;

/** A permission and the units it holds for: the named one and all below it. */
export type Grant = { readonly permission: Permission; readonly units: readonly string[] };

export const nobody: Who = { kind: 'nobody' };

/** Whether somebody meets a requirement. The one place that decides; whatever has no requirement is denied. */
export function meets(who: Who, requirement: Requirement | undefined): 'yes' | 'sign-in-first' | 'no' {
  if (requirement === undefined) return 'no';
  if (requirement === 'public') return 'yes';
  if (who.kind === 'nobody') return 'sign-in-first';
  if (requirement === 'signed-in') return who.kind === 'person' ? 'yes' : 'no';
  return who.may.has(requirement) ? 'yes' : 'no';
}

/** The units for which somebody has a permission, all of them written out; a key is not bound to units. */
export function unitsWith(who: Who, permission: Permission): readonly string[] | 'all' {
  if (who.kind === 'key') return who.may.has(permission) ? 'all' : [];
  if (who.kind === 'nobody') return [];
  return who.grants.find(grant => grant.permission === permission)?.units ?? [];
}

/** How the audit names somebody. */
export function auditName(who: Who): string {
  if (who.kind === 'person') return who.id;
  return who.kind === 'key' ? `key:${who.id}` : 'nobody';
}
