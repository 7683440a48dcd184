import type { Limits } from '#robots/limits.ts';

/** Where a target is in this installation, and its limits. */
export interface RideTarget {
  readonly origin: string;
  readonly hosts: readonly string[];
  readonly limits: Limits;
}
