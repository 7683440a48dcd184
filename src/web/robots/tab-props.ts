import type { Session } from '#protocol/rest.ts';

/** What a part of the control room is given: who looks, and what the address names behind the part. */
export interface TabProps {
  readonly session: Session;
  readonly named: string | null;
}
