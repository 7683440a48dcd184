import { z } from 'zod';

/**
 * Where a claim about an agent stands. fired → acknowledged | contested by the agent → confirmed | dismissed by somebody else; withdrawn:
 * its premise was taken back before anybody decided. Only what was confirmed enters a figure about a person.
 */
export const AlertStatus = z.enum(['fired', 'acknowledged', 'contested', 'confirmed', 'dismissed', 'withdrawn']);
export type AlertStatus = z.infer<typeof AlertStatus>;

/** The states in which a claim still waits for a decision. */
export const unsettled: readonly AlertStatus[] = ['fired', 'acknowledged', 'contested'];

/** What somebody may do about a claim: bring it into a state, or take a decision back a moment later. */
export const AlertDeed = z.enum([...AlertStatus.options, 'reopened']);
export type AlertDeed = z.infer<typeof AlertDeed>;
